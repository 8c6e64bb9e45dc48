import { z } from 'zod';
import type { PolicyExport } from '../../../core/register/export-document.ts';
import { RpcError } from '../../../rpc/error.ts';

const head = z.strictObject({ seq: z.int().min(1), hash: z.string() });

/** As much of an export as the audit looks at; the digest over the whole file holds the rest. */
const exportShape = z.looseObject({
  schema: z.literal('paretoscope-operating-policy'),
  version: z.literal([1, 2]),
  policy: z.looseObject({ id: z.int() }),
  snapshot: z.looseObject({ id: z.int(), hash: z.string(), body: z.looseObject({}) }),
  head,
  probe: z.array(z.strictObject({ pointer: z.string(), value: z.number() })),
  hash: z.string(),
});

/** An export read back from its text; throws `bad-file` where it is none. */
export function readExport(text: string): PolicyExport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RpcError({ code: 'bad-file', message: 'This file is not JSON. Name a file that `paretoscope policy export` wrote.' });
  }
  const read = exportShape.safeParse(value);
  if (!read.success)
    throw new RpcError({
      code: 'bad-file',
      message: 'This file is not an operating policy of version 1 or 2. Name a file that `paretoscope policy export` wrote.',
    });
  return read.data as unknown as PolicyExport;
}
