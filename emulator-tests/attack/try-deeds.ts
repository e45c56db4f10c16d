import { type CategoryDeed, categoryDeeds, type Deed } from '../../infra/threat-model/deeds.ts';
import type { Outcome } from '../../infra/threat-model/outcome.ts';
import type { Scheduler } from '../harness/scheduler.ts';
import { accessDeeds } from './access-deeds.ts';
import { onCategories, targetsOf } from './category-deeds.ts';
import { endpointDeeds } from './endpoint-deeds.ts';
import { keyDeeds } from './key-deeds.ts';
import { logDeeds } from './log-deeds.ts';
import { succeeds, type Thief } from './thief.ts';
import type { Victim } from './victim.ts';

type Attempt = (thief: Thief, victim: Victim, scheduler: Scheduler) => Promise<boolean>;

const attempts: { readonly [deed in Deed]: Attempt } = {
  ...accessDeeds,
  ...keyDeeds,
  ...logDeeds,
  ...endpointDeeds,
};

/** Tries every deed as one thief. Returns the deeds that succeeded. */
export async function tryDeeds(
  thief: Thief,
  victim: Victim,
  scheduler: Scheduler,
): Promise<Outcome> {
  const reached: Partial<Record<CategoryDeed, string[]>> = {};
  for (const deed of Object.keys(categoryDeeds) as CategoryDeed[]) {
    const targets = targetsOf(deed);
    const done = await Promise.all(
      targets.map((category) => succeeds(() => onCategories[deed](thief, victim, category))),
    );
    reached[deed] = targets.filter((_, index) => done[index]).map(({ id }) => id);
  }
  const done: Deed[] = [];
  for (const [deed, attempt] of Object.entries(attempts))
    if (await succeeds(() => attempt(thief, victim, scheduler))) done.push(deed as Deed);
  return { ...(reached as Record<CategoryDeed, string[]>), deeds: done };
}
