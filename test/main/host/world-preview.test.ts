import { expect, test } from 'vitest';
import { decodePicture } from '../../../src/core/world/picture/picture-code.ts';
import { worldPreviewHandlers } from '../../../src/main/host/services/world-preview.ts';
import { noSignal, serviceContext } from './service-context.ts';

test('the preview shows the items that the world will hold: those of the seed, the same in presets that share a catalogue', async () => {
  const preview = worldPreviewHandlers(serviceContext())['worlds.preview'];
  const [small, demo, other] = await Promise.all([
    preview({ preset: 'small', seed: 7, items: 12 }, noSignal),
    preview({ preset: 'demo', seed: 7, items: 12 }, noSignal),
    preview({ preset: 'small', seed: 8, items: 12 }, noSignal),
  ]);
  expect(small.items.map(({ index, id }) => [index, id])).toEqual(Array.from({ length: 12 }, (_, index) => [index, `pin-${index + 1}`]));
  expect(small.items.every(({ image }) => image !== undefined && decodePicture(image) !== undefined)).toBe(true);
  expect(demo).toEqual(small);
  expect(other.items.map(({ image }) => image)).not.toEqual(small.items.map(({ image }) => image));
});
