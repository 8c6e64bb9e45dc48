import { isOwnAddress } from './navigation.ts';

/** The one permission the page uses: writing text to the clipboard when a person presses Copy (security E8). */
export function isPermitted(permission: string, requestingAddress: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnAddress(requestingAddress);
}
