import { createHash } from 'node:crypto';
import { pathOf } from '#shared/store/store.ts';
import { isFenced, isShown, isUnclear, type ModelTenant } from '../model/model.ts';
import { bucketDays, promises } from '../model/promises.ts';
import { must, now, type Simulation } from '../simulation.ts';
import { adopt, checkLife, near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Change } from '../world/observe-store.ts';
import { countErased } from './check-erasures.ts';
import { checkReceipt, noteCounted } from './check-receipts.ts';

/** Of this many encrypted records the simulator copies about one, as a thief of a backup could. */
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
 * Notes a document that gets an expiry in the past, because the erase sweep has carried out a
 * shorter retention. Only a later purge can delete this document.
 */
function noteShortened(sim: Simulation, { ref, before, after }: Change): void {
  if (after === undefined) sim.shortenedAt.delete(pathOf(ref));
  else if (before !== undefined) {
    const until = Number(after['expires_at']);
    if (until < Number(before['expires_at']) && until <= now(sim) + near)
      sim.shortenedAt.set(pathOf(ref), now(sim));
  }
}

/**
 * Checks all changes of a step: no record is deleted early, is stored again after its deletion, or
 * appears without a request.
 */
export async function checkChanges(sim: Simulation, step: Step): Promise<void> {
  for (const tenant of sim.tenants) countErased(sim, tenant, step);
  for (const change of sim.changes) {
    const { ref, before, after } = change;
    const isCreated = before === undefined && after !== undefined;
    noteShortened(sim, change);
    if (isCreated && ref.collection === 'expiry_days') noteCounted(sim, change);
    if (isCreated && ref.collection === 'receipts') await checkReceipt(sim, change);
    const tenant = tenantOf(sim, ref.tenant);
    if (tenant === undefined || !(ref.collection in promises)) continue;
    if (before !== undefined && after === undefined) checkDeleted(sim, tenant, change);
    if (isCreated) checkCreated(sim, tenant, change);
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
