import { Problem } from '#shared/base/problems/problem.ts';
import type { Body } from './body.ts';
import { readUpTo } from './read-csv.ts';

const linesType = /^application\/x-ndjson\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * Accepts JSON Lines in UTF-8, and reads them while they arrive. If they are larger than
 * `bytesMax`, reading fails with the problem `body-too-large`.
 */
export function linesBody(bytesMax: number): Body<AsyncIterable<Uint8Array>> {
  return {
    mediaType: 'application/x-ndjson',
    required: true,
    bytesMax,
    read(c) {
      const isLines = linesType.test(c.req.header('content-type') ?? '');
      if (!isLines || c.req.header('content-encoding') !== undefined)
        throw new Problem('content-type-unsupported');
      if (Number(c.req.header('content-length') ?? 0) > bytesMax)
        throw new Problem('body-too-large');
      return readUpTo(c.req.raw.body ?? new Blob().stream(), bytesMax, 'json-malformed');
    },
  };
}
