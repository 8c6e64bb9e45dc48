import { pageHost, pageScheme } from './security.ts';

/** Pages of the web that the menu may open in the person's browser; never an address from data (security E6). */
export const externalPages = Object.freeze({ licence: 'https://www.apache.org/licenses/LICENSE-2.0' });

/** True for addresses of our own page. Compares parsed parts: a look-alike prefix is another address (E5, E9). */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '' && url.password === '';
}

export function mayOpenOutside(address: string): boolean {
  return Object.values<string>(externalPages).includes(address);
}

/** Files that the page itself made are saved; nothing else is downloaded (E8). */
export function isOwnDownload(address: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length));
}
