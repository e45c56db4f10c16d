import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { Particulars } from '#shared/client/schemas.ts';

export type Recipient = Particulars['recipients'][number];

/**
 * Returns the stored recipients, with one recipient added, changed or removed.
 * @param before the recipient that the owner saw, or undefined for a new one
 * @param next the changed or new recipient, or undefined to remove it
 * @throws MayflyProblem 412 if another owner has changed the recipient, or has taken the new name. A
 * recipient that another owner has already removed can be removed again without an error
 */
export function putRecipient(
  stored: readonly Recipient[],
  before: Recipient | undefined,
  next: Recipient | undefined,
): readonly Recipient[] {
  const at = stored.findIndex(({ name }) => name === before?.name);
  if (next === undefined && at === -1) return stored;
  const isChanged = JSON.stringify(stored[at]) !== JSON.stringify(before);
  const isTaken = stored.some(({ name }, place) => place !== at && name === next?.name);
  if (isChanged || isTaken) throw new MayflyProblem(412, {});
  if (next === undefined) return stored.filter((_, place) => place !== at);
  return before === undefined ? [...stored, next] : stored.with(at, next);
}
