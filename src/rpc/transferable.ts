/** The memory behind every typed array and ArrayBuffer in a value, each once, for a transferring channel. */
export function transferableBuffers(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

/**
 * Replaces each view that covers only a part of its memory by a copy, so that transferring it does not take more than was meant.
 * Everything else is passed through as it is; objects are copied only where something inside changed.
 */
export function withOwnMemory(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    if (value.byteLength === value.buffer.byteLength || value instanceof DataView) return value;
    // A Node Buffer's own `slice` shares its pool, so bytes are copied by the constructor.
    return value instanceof Uint8Array ? new Uint8Array(value) : (value as Float32Array).slice();
  }
  if (Array.isArray(value)) return mapChanged(value);
  if (isPlainObject(value)) {
    let changed: Record<string, unknown> | undefined;
    for (const [key, inner] of Object.entries(value)) {
      const owned = withOwnMemory(inner);
      if (owned !== inner) (changed ??= { ...value })[key] = owned;
    }
    return changed ?? value;
  }
  return value;
}

function mapChanged(values: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const inner = values[index];
    // Long arrays of plain values are the common case: nothing to look into.
    if (typeof inner !== 'object' || inner === null) continue;
    const owned = withOwnMemory(inner);
    if (owned !== inner) (changed ??= [...values])[index] = owned;
  }
  return changed ?? values;
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (value instanceof ArrayBuffer) {
    found.add(value);
  } else if (Array.isArray(value)) {
    for (const inner of value) collect(inner, found);
  } else if (isPlainObject(value)) {
    for (const inner of Object.values(value)) collect(inner, found);
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
