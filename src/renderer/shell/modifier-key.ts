/** How the platform names the key that Mantine calls `mod`. */
export const modifierKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '\u2318' : 'Ctrl';
