/** What stands in the page before a shell answers with it. A nonce may begin with the same characters. */
const placeholder = '__NONCE__';

/** The nonce of this very response, written into the page by the shell; undefined where no policy is in force (the development server). */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? undefined;
  return nonce === undefined || nonce === placeholder ? undefined : nonce;
}

/** Mantine's scroll lock writes a style element through get-nonce, which reads this global when nobody called its setter. */
export function installStyleNonce(): void {
  const nonce = styleNonce();
  if (nonce !== undefined) Object.assign(globalThis, { __webpack_nonce__: nonce });
}
