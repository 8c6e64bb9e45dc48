import type { Tensor } from 'onnxruntime-node';
import { RpcError } from '../../rpc/error.ts';

/** The numbers of an output that must have this shape; throws `bad-bundle` where the bundle's graph answers another. */
export function tensorFloats(outputs: Readonly<Record<string, Tensor>>, name: string, shape: readonly number[]): Float32Array {
  const tensor = outputs[name];
  if (tensor?.type !== 'float32' || tensor.dims.length !== shape.length || !shape.every((size, axis) => tensor.dims[axis] === size)) {
    const is = tensor === undefined ? 'missing' : `${tensor.type} [${tensor.dims.join(', ')}]`;
    throw new RpcError({ code: 'bad-bundle', message: `The bundle's ${name} are ${is}; the format wants float32 [${shape.join(', ')}].` });
  }
  return tensor.data as Float32Array;
}

/** Throws `bad-bundle` where a number is not finite. */
export function finite(values: Float32Array, name: string): Float32Array {
  // A plain loop: a call for each of the numbers of all keys and values takes longer than some layers.
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    throw new RpcError({ code: 'bad-bundle', message: `The bundle's ${name} hold a value that is not a number.` });
  }
  return values;
}
