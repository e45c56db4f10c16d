import { createHash } from 'node:crypto';
import { isFenced, isShown, isUnclear, type ModelTenant } from '../model/model.ts';
import { bucketDays, categoryIds, promises } from '../model/promises.ts';
import { count, must, now, type Simulation } from '../simulation.ts';
import { adopt, checkLife, near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Change } from '../world/observe-store.ts';
import { checkErasureReceipt, countErased, type ToldReceipt } from './check-erasures.ts';

/** The simulator copies one of this many records, as a thief of a backup could. */
const stolenEach = 4;
const microsPerDay = 86_400_000_000;
const microsPerHour = 3_600_000_000;

function tenantOf(sim: Simulation, id: string): ModelTenant | undefined {
  return sim.tenants.find((tenant) => tenant.id === id);
}

function checkDeleted(sim: Simulation, tenant: ModelTenant, { ref, before }: Change): void {
  const record = tenant.records.get(ref.id);
  if (
    record === undefined ||
    record.state !== 'live' ||
    isUnclear(tenant, record.category, now(sim))
  )
    return;
  const isDue =
    record.expiresAt <= now(sim) + near ||
    isFenced(tenant, record, now(sim) + near) ||
    tenant.endsAt !== undefined;
  must(
    isDue,
    () =>
      `${ref.collection} ${ref.id} is deleted too early: it lives until ${new Date(record.expiresAt / 1_000).toISOString()} (stored: ${new Date(Number(before?.['expires_at']) / 1_000).toISOString()})`,
  );
}

function checkCreated(sim: Simulation, tenant: ModelTenant, change: Change): void {
  const { ref, after } = change;
  const record = tenant.records.get(ref.id);
  if (record !== undefined)
    must(
      record.state !== 'gone',
      () => `${ref.collection} ${ref.id} is stored again after its deletion`,
    );
  else if (ref.collection === 'manager_log') {
    const entry = adopt(sim, tenant, 'manager_log', change, {
      person: -1,
      named: false,
      values: {},
    });
    checkLife(sim, tenant, 'manager_log', entry.expiresAt, entry.createdAt);
  } else
    must(false, () => `${ref.collection} ${ref.id} is stored, although nobody has asked for it`);
  const digest = createHash('sha256').update(ref.id).digest();
  if ((digest[0] ?? 0) % stolenEach > 0 || after?.['dek'] === undefined) return;
  const until =
    Number(after['expires_at']) + bucketDays(ref.collection) * microsPerDay + microsPerHour;
  sim.stolen.set(ref.id, { ...ref, data: after, until });
}

/**
 * Counts the records that are due on a day, when the day begins. The receipt of the day must state
 * the same counts.
 */
function notePlan(sim: Simulation, { ref, after }: Change): void {
  const from = Date.parse(`${String(after?.['day'])}T00:00:00Z`) * 1_000;
  const due = new Map<string, number>();
  for (const category of categoryIds)
    for (const { ref: own, data } of sim.world.observed.heldIn(category))
      if (
        own.tenant === ref.tenant &&
        Number(data['expires_at']) >= from &&
        Number(data['expires_at']) < from + microsPerDay
      )
        due.set(category, (due.get(category) ?? 0) + 1);
  sim.plans.set(`${ref.tenant} ${String(after?.['day'])}`, due);
}

function checkReceiptOf(sim: Simulation, tenant: ModelTenant, { after }: Change): void {
  const [, payload = ''] = String(after?.['jws']).split('.');
  const told: ToldReceipt = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (told.kind === 'expiry') checkDayReceipt(sim, tenant, told);
  if (told.kind === 'erasure') checkErasureReceipt(sim, tenant, told);
}

function checkDayReceipt(sim: Simulation, { id }: ModelTenant, told: ToldReceipt): void {
  const plan = sim.plans.get(`${id} ${told.day}`);
  if (plan === undefined) return;
  const due = new Map<string, number>(
    told.categories.map(({ category, due: many = 0 }) => [category, many]),
  );
  for (const category of categoryIds)
    must(
      (due.get(category) ?? 0) === (plan.get(category) ?? 0),
      () =>
        `the receipt of ${told.day} states ${due.get(category) ?? 0} due records of ${category}, but there were ${plan.get(category) ?? 0}`,
    );
  count(sim, 'check: receipt of a day');
}

/**
 * Checks all changes of a step: no record is deleted early, is stored again after its deletion, or
 * appears without a request.
 */
export function checkChanges(sim: Simulation, step: Step): void {
  for (const tenant of sim.tenants) countErased(sim, tenant, step);
  for (const change of sim.changes) {
    const { ref, before, after } = change;
    const tenant = tenantOf(sim, ref.tenant);
    if (tenant === undefined) continue;
    if (ref.collection in promises) {
      if (before !== undefined && after === undefined) checkDeleted(sim, tenant, change);
      if (before === undefined && after !== undefined) checkCreated(sim, tenant, change);
    }
    if (ref.collection === 'expiry_days' && before === undefined && after !== undefined)
      notePlan(sim, change);
    if (ref.collection === 'receipts' && before === undefined && after !== undefined)
      checkReceiptOf(sim, tenant, change);
  }
  const unreadable = sim.world.log.find((line) => /cannot be decrypted|is damaged/.test(line));
  must(unreadable === undefined, () => `a process has logged: ${unreadable ?? ''}`);
}

/** Tells whether a record must be stored now, by the clock of every process. */
export function isSurelyThere(sim: Simulation, tenant: ModelTenant, id: string): boolean {
  const record = tenant.records.get(id);
  return (
    record !== undefined &&
    !isUnclear(tenant, record.category, now(sim)) &&
    isShown(tenant, record, now(sim) + near) &&
    isShown(tenant, record, now(sim) - near)
  );
}
