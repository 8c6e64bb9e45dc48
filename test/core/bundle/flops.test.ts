import { describe, expect, it } from 'vitest';
import { encodeFlops, generateFlops, naiveFlops, prefillFlops, retrieveFlops, scoreFlops } from '../../../src/core/bundle/flops.ts';

const shape = { dimensions: 128, width: 128, layers: 4, actions: 6 };

describe('floating point operations', () => {
  it('count two for every multiply-add, by hand for one layer of width one', () => {
    const small = { dimensions: 1, width: 1, layers: 1, actions: 1 };
    // Token: 2 (33 + 2 * 32 + 8 + 8) = 226; attention of q queries over m keys: 4 q m; head: 2 (1 + 1) = 4; user embedding: 2.
    expect(encodeFlops(small, 3)).toBe(3 * (226 + 2) + 4 * 9);
    expect(scoreFlops(small, 3, 2)).toBe(2 * (226 + 4) + 4 * 2 * 4);
    expect(prefillFlops(small, 3, 2)).toBe(5 * 226 + 2 * 4 + 4 * 25);
    expect(naiveFlops(small, 3, 2)).toBe(2 * (4 * 226 + 4 + 4 * 16));
    expect(generateFlops(small, 5)).toBe(5 * 2 * 4);
    expect(retrieveFlops(7, 3, 2)).toBe(84);
  });

  it('approach the token count where the history is short beside the width and the layers are many', () => {
    const wide = { ...shape, width: 65_536, dimensions: 65_536, layers: 100 };
    expect(prefillFlops(wide, 512, 128) / scoreFlops(wide, 512, 128)).toBeCloseTo((512 + 128) / 128, 1);
    const two = encodeFlops(wide, 512) + prefillFlops(wide, 512, 128);
    expect(two / (encodeFlops(wide, 512) + scoreFlops(wide, 512, 128))).toBeCloseTo((2 * 512 + 128) / (512 + 128), 1);
  });

  it('save more than the token count where attention counts, since fewer tokens also see fewer keys', () => {
    expect(prefillFlops(shape, 512, 128) / scoreFlops(shape, 512, 128)).toBeGreaterThan(5);
    expect(naiveFlops(shape, 512, 128) / scoreFlops(shape, 512, 128)).toBeGreaterThan(500);
  });
});
