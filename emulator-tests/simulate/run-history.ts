import { checkChanges } from './checks/check-changes.ts';
import { checkDay } from './checks/check-day.ts';
import { coolOff, type ModelTenant } from './model/model.ts';
import { forgetting } from './operations/forget.ts';
import { look } from './operations/look.ts';
import { messages } from './operations/messages.ts';
import type { Operations } from './operations/operation.ts';
import { people } from './operations/people.ts';
import { settings } from './operations/settings.ts';
import { shop } from './operations/shop.ts';
import { upkeep } from './operations/upkeep.ts';
import {
  collect,
  count,
  createSimulation,
  must,
  now,
  openModelTenant,
  type Simulation,
  Violation,
} from './simulation.ts';
import { near } from './steps/settle.ts';
import type { History, Step } from './steps/step.ts';
import { start } from './world/create-world.ts';
import type { Plant } from './world/plant.ts';

const operations: Operations = {
  ...messages,
  ...people,
  ...shop,
  ...look,
  ...forgetting,
  ...settings,
  ...upkeep,
};
const microsPerSecond = 1_000_000;
const microsPerDay = 86_400 * microsPerSecond;
const ticks = new Set(['purge', 'erase', 'seal']);

export type Outcome = {
  readonly counts: ReadonlyMap<string, number>;
  readonly records: number;
  /** The violation that ended the history, with its step and day. */
  readonly violation?: { readonly text: string; readonly step: number; readonly day: number };
};

/**
 * The collections that may contain documents of a tenant after its erasure: the proofs of erasures,
 * the ledger, and the note that the tenant’s id was used.
 */
const outliving = new Set(['receipts', 'erasures', 'gone_tenants', 'ledger_entries']);

/**
 * Checks that nothing of a completely erased tenant remains, except in the collections `outliving`.
 * Then creates a new tenant in its place, as soon as the key service works.
 */
async function replaceEnded(sim: Simulation, at: number, tenant: ModelTenant): Promise<void> {
  if (tenant.endsAt === undefined || tenant.endsAt > now(sim)) return;
  const { held } = sim.world.observed;
  const erasure = tenant.erasures.find(({ scope, isDone }) => scope === 'tenant' && !isDone);
  const path = `tenants/${tenant.id}/erasures/${erasure?.id ?? ''}`;
  const isOver = held.get('erasures')?.get(path)?.data['pending'] === false;
  const late = tenant.endsAt + 3 * microsPerDay;
  const isLate = ['purge', 'erase'].every((name) => (sim.swept.get(name) ?? 0) > late);
  must(isOver || !isLate, () => `${tenant.id} was erased, and is still there after three days`);
  if (!isOver) return;
  for (const [collection, shelf] of held)
    for (const { ref } of shelf.values())
      must(
        ref.tenant !== tenant.id || outliving.has(collection),
        () => `${collection} ${ref.id} is still stored after its tenant has ended`,
      );
  if (sim.world.fake.state !== 'up') return;
  tenant.endedAt = now(sim);
  sim.ended.push(tenant);
  sim.tenants[at] = await openModelTenant(sim);
  count(sim, 'a tenant has ended');
}

async function live(sim: Simulation, step: Step): Promise<void> {
  const { world } = sim;
  // A read at the expiry of a record may move the clock beyond the time of the next step. Then the
  // next step comes a second after this read.
  world.clock.now = Math.max(world.clock.now + microsPerSecond, start + step.at);
  sim.changes = [];
  world.log.length = 0;
  if (world.fake.state !== 'up' && now(sim) >= sim.keysBackAt) world.fake.state = 'up';
  for (const tenant of sim.tenants) coolOff(tenant, now(sim));
  const place = step.tenant % sim.tenants.length;
  const tenant = sim.tenants[place];
  const operation = operations[step.what];
  if (tenant === undefined || operation === undefined)
    throw new Error(`no such step: ${step.what}`);
  const isLeaving = tenant.endsAt !== undefined && tenant.endsAt < now(sim) + near;
  if (isLeaving && !(step.what in upkeep)) return;
  count(sim, step.what);
  await operation(sim, tenant, step);
  collect(sim);
  await checkChanges(sim, step);
  if (ticks.has(step.what))
    for (const [at, each] of sim.tenants.entries()) await replaceEnded(sim, at, each);
}

/** The simulator calls this after each simulated day. */
export type OnDay = (day: number) => void;

/** Runs a history, and checks it. */
export async function runHistory(
  history: History,
  plant?: Plant,
  onDay: OnDay = () => undefined,
): Promise<Outcome> {
  const sim = await createSimulation(history.seed, history.tenants, plant);
  let day = 0;
  let at = 0;
  try {
    for (; at < history.steps.length; at += 1) {
      const step = history.steps[at] as Step;
      for (; day < Math.floor(step.at / microsPerDay); day += 1) {
        await checkDay(sim, day);
        onDay(day);
      }
      await live(sim, step);
    }
    for (; day < history.days; day += 1) {
      sim.world.clock.now = Math.max(now(sim), start + (day + 1) * microsPerDay);
      await checkDay(sim, day);
      onDay(day);
    }
  } catch (error) {
    const text =
      error instanceof Violation
        ? error.message
        : `${String(error)} ${error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join(' ') : ''}`;
    return { counts: sim.counts, records: sim.tokens, violation: { text, step: at, day } };
  }
  return { counts: sim.counts, records: sim.tokens };
}
