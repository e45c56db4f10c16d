import type { Context as HonoContext } from 'hono';
import type { Category } from '#shared/categories/define-category.ts';
import type { Changed } from '#shared/records/change-once.ts';
import type { AppEnv } from '../env.ts';
import { answerRecord } from './answer-record.ts';
import { renderChanged } from './render-changed.ts';

/**
 * Answers a change with the result of {@link renderChanged}. A header says whether an earlier
 * request with the same `Idempotency-Key` had already made the change.
 */
export function answerChanged(
  c: HonoContext<AppEnv>,
  category: Category,
  { record, replayed }: Changed,
  sent?: unknown,
): Response {
  if (replayed) c.header('idempotency-replayed', 'true');
  return answerRecord(c, record, renderChanged(c.var.ctx, category, record, sent));
}
