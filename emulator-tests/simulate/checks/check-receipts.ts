import { formatDay, microsPerDay } from '#shared/base/time/instant.ts';
import { platformTenant } from '#shared/store/store.ts';
import { verifyReceipts } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { type ModelErasure, type ModelTenant, settledMicros } from '../model/model.ts';
import { categoryIds } from '../model/promises.ts';
import { count, must, type Simulation } from '../simulation.ts';
import { near } from '../steps/settle.ts';
import type { Change } from '../world/observe-store.ts';
import { checkErasureReceipt, type ToldReceipt } from './check-erasures.ts';

const microsPerHour = microsPerDay / 24;
/**
 * The age from which the erase sweep must continue an interrupted erasure. The sweep waits one
 * minute, because the request itself may still work on the erasure. Another minute allows for
 * differences of clocks.
 */
const requestMicros = 120_000_000;

const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`) * 1_000;
const sumOf = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((sum, each) => sum + each, 0);

/** For each category, counts the stored records of a tenant that expire between two instants. */
function countStored(
  sim: Simulation,
  tenant: string,
  from: number,
  before: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const category of categoryIds)
    for (const collection of [category, `${category}_restricted`])
      for (const { ref, data } of sim.world.observed.heldIn(collection)) {
        const until = Number(data['expires_at']);
        if (ref.tenant === tenant && until >= from && until < before)
          counts.set(category, (counts.get(category) ?? 0) + 1);
      }
  return counts;
}

/**
 * Called when a new document shows that Mayfly has counted the records that are due on a day. If
 * the document belongs to a tenant, notes how many records the simulator finds: the receipt of the
 * day must state the same numbers. If the document marks that all tenants are counted, checks that
 * no tenant with due records is missing.
 */
export function noteCounted(sim: Simulation, { ref, after }: Change): void {
  const day = String(after?.['day']);
  const dueOf = (tenant: string) =>
    countStored(sim, tenant, startOf(day), startOf(day) + microsPerDay);
  if (ref.tenant !== platformTenant) {
    sim.plans.set(`${ref.tenant} ${day}`, dueOf(ref.tenant));
    return;
  }
  sim.begun.add(day);
  for (const { id, endsAt } of sim.tenants)
    must(
      endsAt !== undefined || sim.plans.has(`${id} ${day}`) || sumOf(dueOf(id)) === 0,
      () => `nobody has counted the records of ${id} that are due on ${day}`,
    );
}

function checkDayReceipt(sim: Simulation, { id }: ModelTenant, told: ToldReceipt): void {
  const plan = sim.plans.get(`${id} ${told.day}`);
  must(plan !== undefined, () => `the receipt of ${told.day} states counts that nobody has made`);
  const overdue = countStored(sim, id, 0, startOf(told.day) + microsPerDay);
  const expected = (category: string) =>
    `${plan.get(category) ?? 0} due and ${overdue.get(category) ?? 0} overdue`;
  for (const category of categoryIds) {
    const { due = 0, overdue: late = 0 } =
      told.categories.find((each) => each.category === category) ?? {};
    must(
      `${due} due and ${late} overdue` === expected(category),
      () =>
        `the receipt of ${told.day} states ${due} due and ${late} overdue records of ${category}, but there were ${expected(category)}`,
    );
  }
  const keys = sim.world.observed.held.get('data_keys');
  for (const { key, destroyed } of told.keys)
    must(
      destroyed !== (keys?.has(`tenants/${id}/data_keys/${key}`) === true),
      () => `the receipt of ${told.day} states wrongly whether the data key ${key} is destroyed`,
    );
  sim.plans.delete(`${id} ${told.day}`);
  count(sim, 'check: receipt of a day');
}

/** Checks a new receipt: its signature, and that its counts fit the model. */
export async function checkReceipt(sim: Simulation, { ref, after }: Change): Promise<void> {
  const tenant = [...sim.tenants, ...sim.ended].find(({ id }) => id === ref.tenant);
  if (tenant === undefined) return;
  const jws = String(after?.['jws']);
  const { keyId, publicKey } = sim.world.signer;
  const { isValid } = await verifyReceipts([jws], [jwkOf(keyId, publicKey)]);
  must(isValid, () => `the receipt ${ref.id} of ${tenant.id} cannot be verified`);
  const told: ToldReceipt = JSON.parse(
    Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString(),
  );
  if (told.kind === 'expiry') checkDayReceipt(sim, tenant, told);
  else if (told.kind === 'erasure') checkErasureReceipt(sim, tenant, told);
  else must(false, () => `nobody has asked for the receipt ${ref.id} about ${told.kind}`);
}

/**
 * Returns the instant from which the receipt of an erasure is overdue: a complete run of the erase
 * sweep after this instant must have issued it. After a restore the erasure may have to begin
 * again, so the instant is later.
 */
function dueAt(
  sim: Simulation,
  { fences, endedAt = Number.POSITIVE_INFINITY }: ModelTenant,
  { id, scope, acceptedAt }: ModelErasure,
): number {
  const fence = fences.find((each) => each.erasure === id);
  const own =
    scope === 'tenant'
      ? endedAt
      : scope === 'category'
        ? (fence?.from ?? Number.POSITIVE_INFINITY) + settledMicros + near
        : acceptedAt + requestMicros;
  return sim.restoredAt < acceptedAt ? own : Math.max(own, sim.restoredAt) + 3 * microsPerDay;
}

/** Checks that each ended erasure has a receipt, and that a cancelled erasure has none. */
function checkErasuresTold(sim: Simulation, tenant: ModelTenant, told: ReadonlySet<string>): void {
  const swept = sim.swept.get('erase') ?? 0;
  for (const erasure of tenant.erasures) {
    const isTold = told.has(`${tenant.id} erasure:${erasure.id}`);
    must(
      !isTold || erasure.isCancelled !== true,
      () => `the erasure ${erasure.id} was cancelled, but has a receipt`,
    );
    if (erasure.isCancelled === true || erasure.isLost === true) continue;
    must(
      isTold || swept <= dueAt(sim, tenant, erasure),
      () => `the erasure ${erasure.id} of ${erasure.scope} has ended without a receipt`,
    );
    if (isTold) count(sim, 'check: one receipt');
  }
}

/**
 * Checks the work of seal. A complete run counts the records that are due on its day, and issues
 * the receipts of earlier days.
 */
function checkDaysTold(sim: Simulation): void {
  for (const day of sim.sealed)
    must(sim.begun.has(day), () => `nobody has counted the records that are due on ${day}`);
  sim.sealed.clear();
  const swept = sim.swept.get('seal') ?? 0;
  for (const key of sim.plans.keys()) {
    const [tenantId, day = ''] = key.split(' ');
    const tenant = sim.tenants.find(({ id }) => id === tenantId);
    if (tenant === undefined) sim.plans.delete(key);
    else
      must(
        tenant.endsAt !== undefined || swept <= startOf(day) + microsPerDay + microsPerHour + near,
        () => `${tenantId} has no receipt about the records that expired on ${day}`,
      );
  }
}

/** Notes that a run of seal was complete on a day, by the clock of its process. */
export const noteSealed = (sim: Simulation, at: number) => void sim.sealed.add(formatDay(at));

/** Checks that each event that must have a receipt has exactly one. */
export function checkReceipts(sim: Simulation): void {
  const told = new Set<string>();
  for (const { ref, data } of sim.world.observed.heldIn('receipts')) {
    const about = `${ref.tenant} ${String(data['about'])}`;
    must(!told.has(about), () => `there are two receipts about ${about}`);
    told.add(about);
  }
  for (const tenant of [...sim.tenants, ...sim.ended]) checkErasuresTold(sim, tenant, told);
  checkDaysTold(sim);
}
