/** Colours by role, as six hexadecimal digits. */
export interface Palette {
  /** Large calm surface. */
  readonly back: string;
  /** The surface beside it: a floor, a cloth, far hills. */
  readonly ground: string;
  /** Darkest. */
  readonly deep: string;
  readonly main: string;
  readonly second: string;
  readonly accent: string;
  /** Lightest. */
  readonly light: string;
}

/** How a style treats the whole sheet, whatever its topic. */
export interface Style {
  readonly palettes: readonly Palette[];
  readonly frame: 'full' | 'print' | 'arch' | 'card';
  /** Faint lines in the darkest colour around every shape. */
  readonly outlined: boolean;
  readonly texture: 'none' | 'dots' | 'weave';
}

/** Three palettes for each of the twelve styles; roles in the order of `Palette`. */
export const styles: readonly Style[] = [
  style(
    'full',
    false,
    'none',
    'f3ebdf e0cfb8 4b3f35 b5835a 8c9a84 d8a24a fffaf1',
    'efe8e1 d8cabd 3f3a38 a0765b 6f8379 c98f5a fbf7f2',
    'f1ece0 d9cfb4 47442f 98854f 7d8d6a c9743f fdf9ec',
  ),
  style(
    'full',
    false,
    'none',
    'dcebf0 b5d3dc 1f4257 3f87a6 e8c59c ee8d68 fafdfd',
    'e3eeec b8d4d0 23474d 4a9199 d9c7a0 e2796a fbfefd',
    'e6edf5 bcccdf 273b5a 5478a8 c9d3a8 f0a860 fcfdff',
  ),
  style(
    'arch',
    false,
    'none',
    'f6e3d3 e8bfa0 5a2e22 c4633f d99a6c 5f7d6b fff6ec',
    'f7e0d6 e3ae98 532b2b b5524a dba06f 6d7f8c fff5ef',
    'f4e6d0 e2c08f 54361f bd7434 cf9d58 3f716c fff8ea',
  ),
  style(
    'full',
    false,
    'weave',
    'e6ecdf c3d1b5 2f4438 6d8f6b a8b987 e0b25f fbfdf6',
    'e9efe4 c9d8c6 2d4a46 5f8f83 b6c7a0 e39a79 fcfefa',
    'eeeeda d2d4a9 444a2b 8b9650 b9bf79 d97b4f fffff3',
  ),
  style(
    'card',
    false,
    'none',
    'fbe6e4 f1c4c0 5c3444 d77f86 e7aa8f 7ea59a fff8f6',
    'f9e4ea ecc0cf 54304e c7749b e8b0a0 8f9ccc fff7fa',
    'fdeadb f6ccaf 5d3a36 e08e74 e9b787 88a6a0 fff9f3',
  ),
  style(
    'full',
    false,
    'none',
    '2c3350 3d4670 181c30 7d86c6 b48fb5 f2b97c f4ecdf',
    '33304f 4a4372 1b192e 9a7fc0 cf8fa0 f5c27e f6ede4',
    '24394d 33546b 12202d 5f9bb3 a3b79a f3a774 f1efe2',
  ),
  style(
    'print',
    false,
    'dots',
    'f5e3b8 ecc780 3b3a36 d9682f 2f7f79 e8b12c fff7e2',
    'f2e6c9 dcc89a 2f3a3f 3b7d8c d4583a eeb33d fff9ea',
    'f4dfc4 e6b996 4a2d2a b9442f 5b8a63 eba937 fff5e6',
  ),
  style(
    'print',
    true,
    'none',
    'f1f0ee d8d6d2 2b2b2d 8d8c8a b9b6b1 d9654b ffffff',
    'eef0f1 d2d7da 272c30 85909a b4bcc2 d9a13b ffffff',
    'f2efec dad4cd 2f2b29 978b80 bfb5aa 5c86a8 ffffff',
  ),
  style(
    'full',
    false,
    'none',
    '27403a 36574d 14241f 6fa287 b9c58a e6b765 f1f0dd',
    '2b4238 40604a 15231c 86a867 cdbd83 e58f5f f4f0df',
    '1f4048 2e5a61 102529 64a3a0 a9c7a2 ecb27a eff3e6',
  ),
  style(
    'full',
    false,
    'dots',
    'fff0c9 fbd98b 4b3b2b f2a33a 8fb55b ee6f4d fffbee',
    'fdf0d5 f7cf9b 503a34 ef8a5a 7fb39b f4b73f fffaf0',
    'f4f3cf dfe094 3f4630 a9bf4c f0b64d ec7a5c fdfdee',
  ),
  style(
    'arch',
    false,
    'weave',
    'ebe6f3 cfc6e2 3d3557 8f7fbe c1a3cf e9a98f fcfaff',
    'e7e9f5 c5cae6 32395c 7684c4 b0b5dd efb08a fbfcff',
    'f1e6ef dcc3d8 4c3350 a776ab cfa0bf 8fb0a4 fef9fd',
  ),
  style(
    'card',
    true,
    'none',
    'efe7dd d6c3b0 3a3033 8c5b52 5f7a8a cfa05b fcf8f2',
    'e9e8df c9c9b8 33382f 63775a a3765a d7ac57 fbfbf4',
    'ece5e6 d0bfc4 3a2f3b 7f5d79 6b8590 d99f6e fcf8fa',
  ),
];

function style(frame: Style['frame'], outlined: boolean, texture: Style['texture'], ...rows: readonly string[]): Style {
  const palettes = rows.map((row): Palette => {
    const [back = '', ground = '', deep = '', main = '', second = '', accent = '', light = ''] = row.split(' ');
    return { back, ground, deep, main, second, accent, light };
  });
  return { palettes, frame, outlined, texture };
}

/** A colour between two, at `share` of the way from the first; six hexadecimal digits. */
export function blend(from: string, to: string, share: number): string {
  const [one, two] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const start = (one >> shift) & 255;
    mixed = mixed * 256 + Math.round(start + (((two >> shift) & 255) - start) * share);
  }
  return mixed.toString(16).padStart(6, '0');
}
