import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { RecordInput } from '#shared/records/own-expiry.ts';
import { findRaffles, type Raffle } from './raffle.ts';

/**
 * Requires that a raffle accepts participations at an instant.
 * @throws Problem `raffle-not-started`, `raffle-ended`
 */
export function requireRunning({ startsAt, endsAt }: Raffle, at: Instant): void {
  if (at < startsAt) throw new Problem('raffle-not-started');
  if (at >= endsAt) throw new Problem('raffle-ended');
}

/**
 * Finds the raffle of each participation with one read, and requires that each raffle is running.
 * With `mayBeRepeat` it does not require this: the request may repeat an earlier request, and a
 * raffle may have ended since the earlier request.
 * @throws Problem `validation-failed` if a raffle does not exist, `raffle-not-started`,
 * `raffle-ended`
 */
export async function readRunning(
  ctx: Context,
  inputs: readonly RecordInput[],
  { isBatch, mayBeRepeat }: { readonly isBatch: boolean; readonly mayBeRepeat: boolean },
): Promise<Raffle[]> {
  const ids = inputs.map(({ fields }) => String(fields['raffle_id']));
  const found = await findRaffles(ctx, ids);
  const errors = ids.flatMap((id, index) => {
    const pointer = `${isBatch ? `/${index}` : ''}/raffle_id`;
    return found.has(id) ? [] : [{ pointer, rule: 'a raffle that exists' }];
  });
  if (errors.length > 0) throw new Problem('validation-failed', { errors: errors.slice(0, 50) });
  const all = ids.flatMap((id) => found.get(id) ?? []);
  if (mayBeRepeat) return all;
  const now = ctx.now();
  for (const raffle of all) requireRunning(raffle, now);
  return all;
}
