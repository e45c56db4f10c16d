import type { Context as HonoContext } from 'hono';
import type { ClearRecord } from '#shared/records/record.ts';
import type { AppEnv } from '../env.ts';

/** Answers with one record as the caller may see it, and with the entity tag of its state. */
export function answerRecord(
  c: HonoContext<AppEnv>,
  { tag }: Pick<ClearRecord, 'tag'>,
  shown: { readonly [name: string]: unknown },
  status: 200 | 201 = 200,
): Response {
  if (tag !== undefined) c.header('etag', tag);
  return c.json(shown, status);
}
