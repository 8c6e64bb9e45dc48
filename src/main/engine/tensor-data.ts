import type { Tensor } from 'onnxruntime-node';
import { RpcError } from '../../rpc/error.ts';

/** The numbers of an output that must have this shape; throws `bad-bundle` where the bundle's graph answers another. */
export function tensorFloats(outputs: Readonly<Record<string, Tensor>>, name: string, shape: readonly number[]): Float32Array {
  const tensor = outputs[name];
  if (tensor?.type !== 'float32' || tensor.dims.length !== shape.length || !shape.every((size, axis) => tensor.dims[axis] === size)) {
    const is = tensor === undefined ? 'missing' : `${tensor.type} [${tensor.dims.join(', ')}]`;
    throw new RpcError({ code: 'bad-bundle', message: `The bundle's ${name} are ${is}; format 2 wants float32 [${shape.join(', ')}].` });
  }
  return tensor.data as Float32Array;
}

/** Throws `bad-bundle` where a number is not finite. */
export function finite(values: Float32Array, name: string): Float32Array {
  // Zero times anything finite is zero; a plain sum takes a tenth of the time of asking each number.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += 0 * (values[index] ?? 0);
  if (sum === 0) return values;
  throw new RpcError({ code: 'bad-bundle', message: `The bundle's ${name} hold a value that is not a number.` });
}
