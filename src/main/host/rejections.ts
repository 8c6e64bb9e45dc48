import { RpcError } from '../../rpc/error.ts';

/** The call is wrong; the message says what to ask instead. */
export function usage(message: string): RpcError {
  return new RpcError({ code: 'usage', message });
}

/** The question is fine and the data cannot answer it; the message says why. */
export function refused(message: string): RpcError {
  return new RpcError({ code: 'refused', message });
}
