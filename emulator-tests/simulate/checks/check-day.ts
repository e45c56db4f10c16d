import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { verifyLog } from '#shared/manager-log/verification/verify-log.ts';
import { type DocumentData, pathOf } from '#shared/store/store.ts';
import { verifyReceipts } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { createDataKeyDirectory } from '#shared/vault/open/records/data-key-directory.ts';
import { collections } from '#shared/wiring/collections.ts';
import { coinsOf, dropOld, isUnclear, type ModelTenant } from '../model/model.ts';
import { bucketDays, categoryIds, promises } from '../model/promises.ts';
import { lookThrough } from '../operations/look.ts';
import { forgetFenced } from '../operations/settings.ts';
import { isGoing } from '../operations/shop.ts';
import { count, must, now, type Simulation } from '../simulation.ts';
import { carriedOutAt, isShorteningOpen, near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import { skewMax, start } from '../world/create-world.ts';
import { isSurelyThere } from './check-changes.ts';
import { checkReceipts } from './check-receipts.ts';

const microsPerHour = 3_600_000_000;
/**
 * Once in this number of days, the simulator reads the whole list of a category, for each tenant.
 */
const readEachDays = 7;
/** The number of days after which the simulator verifies whole chains of receipts and logs. */
const verifiedEachDays = 30;
/**
 * The number of days in which rekey must complete its work at least once. The work on a retired key
 * takes two runs, and runs may be missed or killed.
 */
const rekeyedEachDays = 5;
/**
 * Rekey encrypts the data of a retired key with another key. This number of days later, the retired
 * key must be destroyed.
 */
const retiredDays = 9;

const expiring = collections.filter(({ expiry }) => expiry.by === 'ttl');
const tell = (instant: unknown) => new Date(Number(instant) / 1_000).toISOString();

/** Checks that a complete run of the purge leaves no document that had expired before the run. */
function checkDeletion(sim: Simulation): void {
  const purged = (sim.swept.get('purge') ?? 0) - near;
  for (const { id } of expiring)
    for (const { ref, data } of sim.world.observed.heldIn(id))
      must(
        Number(data['expires_at']) > purged || (sim.shortenedAt.get(pathOf(ref)) ?? 0) > purged,
        () => `${id} ${ref.id} is still stored, although it expired on ${tell(data['expires_at'])}`,
      );
}

/** Checks that the records of the model are stored or deleted as the model says. */
function checkRecords(sim: Simulation, tenant: ModelTenant): void {
  const carriedOut = carriedOutAt(sim);
  if (sim.restoredAt < carriedOut) forgetFenced(tenant, carriedOut);
  for (const record of tenant.records.values()) {
    const { category } = record;
    const data = sim.world.observed.held
      .get(category)
      ?.get(`tenants/${tenant.id}/${category}/${record.id}`)?.data;
    if (record.state === 'gone') {
      must(
        data === undefined,
        () =>
          `${category} ${record.id} is still stored, although it is deleted (${record.why ?? ''})`,
      );
      continue;
    }
    if (data === undefined) {
      must(
        !isSurelyThere(sim, tenant, record.id),
        () => `${category} ${record.id} is lost, although it is neither expired nor deleted`,
      );
      continue;
    }
    const until = Number(data['expires_at']);
    if (isUnclear(tenant, category, now(sim)) || record.state !== 'live') continue;
    must(
      until >= record.expiresAt - microsPerMilli || record.expiresAt < now(sim) + near,
      () =>
        `${category} ${record.id} expires on ${tell(until)}, and not on ${tell(record.expiresAt)}`,
    );
    must(
      until <= record.expiresAt + microsPerMilli ||
        isShorteningOpen(sim, tenant, category) ||
        record.expiresAt > now(sim) + 400 * microsPerDay,
      () =>
        `${category} ${record.id} is kept until ${tell(until)}, and should expire on ${tell(record.expiresAt)}`,
    );
  }
}

function sealedUntil(
  sim: Simulation,
  { tenant, id }: { readonly tenant: string; readonly id: string },
) {
  return sim.tenants.find((each) => each.id === tenant)?.records.get(id)?.sealedUntil ?? 0;
}

/**
 * Checks that a complete run of rekey shortens the life of a retired key. The key must end as soon
 * as no backup can need it any more.
 */
function checkRetired(sim: Simulation, data: DocumentData): void {
  const rekeyed = sim.swept.get('rekey') ?? 0;
  const isWorkedOff = Number(data['retired_at']) + microsPerHour < rekeyed;
  if (data['retired'] !== true || !isWorkedOff || sim.restoredAt >= rekeyed) return;
  const until = Number(data['expires_at']);
  must(
    // If two processes ran at the same time, the clock of the one that shortened the key's life may be
    // 20 s ahead of the clock of the one that answered. `rekeyed` already allows for 10 s.
    until <= rekeyed + retiredDays * microsPerDay + near + skewMax,
    () => `a retired key of ${String(data['category'])} is kept until ${tell(until)}`,
  );
  count(sim, 'check: retired key');
}

/** Tells whether a tenant is being erased. Then its keys may be destroyed before its records. */
function isEnding(sim: Simulation, tenant: string): boolean {
  const endsAt = sim.tenants.find(({ id }) => id === tenant)?.endsAt;
  return endsAt !== undefined && endsAt <= now(sim) + near;
}

/**
 * Checks that every record has its key. Also checks that the bucket of a key, a period, ends soon
 * after the key's records expire. No key may be stored too long after its bucket or retirement.
 */
function checkKeys(sim: Simulation): void {
  const purged = (sim.swept.get('purge') ?? 0) - near;
  const carried = new Set<string>();
  const keys = sim.world.observed.held.get('data_keys');
  for (const category of categoryIds)
    for (const { ref, data } of sim.world.observed.heldIn(category)) {
      if (data['dek'] === undefined) continue;
      carried.add(`${ref.tenant} ${data['dek'] as string}`);
      const key = keys?.get(`tenants/${ref.tenant}/data_keys/${data['dek'] as string}`)?.data;
      const until = Number(data['expires_at']);
      if (key === undefined) {
        must(
          until <= now(sim) + near || isEnding(sim, ref.tenant),
          () => `${category} ${ref.id} has lost its key`,
        );
        continue;
      }
      const end = Number(key['bucket_end']);
      const sealed = Math.max(until, sealedUntil(sim, ref));
      must(
        end >= until && end < sealed + bucketDays(category) * microsPerDay,
        () =>
          `${category} ${ref.id} expires on ${tell(until)}, and its key serves until ${tell(end)}`,
      );
    }
  for (const { ref, data } of keys?.values() ?? []) {
    if (!(String(data['category']) in promises)) continue;
    must(
      Number(data['expires_at']) <= Number(data['bucket_end']) + microsPerHour,
      () => `a key of ${String(data['category'])} is kept longer than an hour after its bucket`,
    );
    const isUsed = data['use'] !== undefined || carried.has(`${ref.tenant} ${ref.id}`);
    must(
      Number(data['expires_at']) > purged ||
        isUsed ||
        Number(data['expires_at']) + microsPerDay > now(sim),
      () =>
        `a key of ${String(data['category'])} is still stored, although it expired on ${tell(data['expires_at'])}`,
    );
    checkRetired(sim, data);
  }
}

/** Checks that nobody can decrypt a copied record after the bucket of its data key has ended. */
async function checkStolen(sim: Simulation): Promise<void> {
  const { memory, fake, keys } = sim.world;
  if (fake.state !== 'up') return;
  const directory = createDataKeyDirectory({
    store: memory,
    wrapper: keys,
    now: () => now(sim),
    randomBytes: () => new Uint8Array(32),
    purgeShards: 4,
    algorithm: 'aes-256-gcm',
  });
  const purged = (sim.swept.get('purge') ?? 0) - near;
  for (const [id, { tenant, collection, data, until }] of sim.stolen) {
    if (until + microsPerDay > purged) continue;
    const key = await directory.load(tenant, collection, data['dek'] as string);
    must(
      key === undefined ||
        (sim.restores > 0 && hasCarrier(sim, tenant, collection, data['dek'] as string)),
      () =>
        `a copy of ${collection} ${id} can still be decrypted, although its bucket ended before ${tell(until)}`,
    );
    sim.stolen.delete(id);
    count(sim, 'check: stolen copy');
  }
}

function hasCarrier(sim: Simulation, tenant: string, category: string, dek: string): boolean {
  return [category, `${category}_restricted`].some((collection) =>
    [...sim.world.observed.heldIn(collection)].some(
      ({ ref, data }) => ref.tenant === tenant && data['dek'] === dek,
    ),
  );
}

/**
 * Checks that three days after the rotation of a key, none of its older versions wraps a stored
 * secret.
 */
async function checkRotations(sim: Simulation): Promise<void> {
  if (sim.world.fake.state !== 'up') return;
  for (const [kek, at] of sim.rotated) {
    if ((sim.swept.get('rekey') ?? 0) < at + 3 * microsPerDay) continue;
    const { primary } = await sim.world.fake.standing(kek);
    for (const { data } of sim.world.observed.heldIn(kek === 'lookup_secrets' ? kek : 'data_keys'))
      if (kek === 'lookup_secrets' || data['category'] === kek)
        must(
          (data['wrapped'] as Uint8Array)[0] === primary,
          () => `a secret of ${kek} is still wrapped by a version before ${primary}`,
        );
    sim.rotated.delete(kek);
    count(sim, 'check: rotation');
  }
}

/**
 * Checks that runs of the rekey sweep regularly complete all their work, also after a key was
 * retired.
 */
function checkRekeyed(sim: Simulation): void {
  const ended = sim.swept.get('rekey') ?? start;
  must(
    now(sim) - ended < rekeyedEachDays * microsPerDay,
    () => `no run of rekey has completed all its work since ${tell(ended)}`,
  );
}

/** Checks that receipts and manager log of a tenant are complete and correctly signed. */
async function verify(sim: Simulation, tenant: ModelTenant): Promise<void> {
  const { signer, observed, memory } = sim.world;
  const jws = [...observed.heldIn('receipts')]
    .filter(({ ref }) => ref.tenant === tenant.id)
    .toSorted((one, other) => Number(one.data['number']) - Number(other.data['number']))
    .map(({ data }) => String(data['jws']));
  const { isValid, faults } = await verifyReceipts(jws, [jwkOf(signer.keyId, signer.publicKey)]);
  must(
    isValid || jws.length === 0,
    () =>
      `the chain of receipts of ${tenant.id} is broken: ${JSON.stringify(faults).slice(0, 300)}`,
  );
  if (tenant.endsAt !== undefined) return;
  const deps = { store: memory, keys: signer.publicKeys, now: () => now(sim) };
  const log = await verifyLog(deps, tenant.id);
  // The steps may leave out calls of Cloud Scheduler, so an hour may be sealed late.
  const problems = log.problems.filter(({ code }) => code !== 'hour-not-sealed');
  must(
    problems.length === 0,
    () => `the manager log of ${tenant.id} has problems: ${JSON.stringify(problems).slice(0, 300)}`,
  );
  count(sim, 'check: chains');
}

async function checkBalances(sim: Simulation, tenant: ModelTenant, step: Step): Promise<void> {
  const person = step.who;
  if (isGoing(tenant, person) || isUnclear(tenant, 'loyalty_transactions', now(sim))) return;
  let left = 0;
  for (const { ref, data } of sim.world.observed.heldIn('loyalty_transactions')) {
    const record = tenant.records.get(ref.id);
    if (
      ref.tenant !== tenant.id ||
      record === undefined ||
      record.person !== person ||
      !isSurelyThere(sim, tenant, ref.id)
    )
      continue;
    left += Number(data['coins_left'] ?? 0);
  }
  const [most, least] = [
    coinsOf(tenant, person, now(sim) - near),
    coinsOf(tenant, person, now(sim) + near),
  ];
  must(left >= least && left <= most, () => `the coins of a person are ${left}, and not ${least}`);
}

/** Makes all checks of a day. */
export async function checkDay(sim: Simulation, day: number): Promise<void> {
  checkDeletion(sim);
  checkReceipts(sim);
  for (const tenant of sim.tenants) {
    dropOld(tenant, now(sim));
    if (tenant.endsAt !== undefined) continue;
    checkRecords(sim, tenant);
    const step = {
      at: now(sim),
      what: 'day',
      tenant: 0,
      who: day % 5,
      pick: day,
      replica: day % 2,
    };
    await checkBalances(sim, tenant, step);
    for (const [at, category] of categoryIds.entries())
      if ((day + at + tenant.number) % readEachDays === 0)
        await lookThrough(sim, tenant, step, category);
    if (day % verifiedEachDays === verifiedEachDays - 1) await verify(sim, tenant);
  }
  checkKeys(sim);
  await checkStolen(sim);
  await checkRotations(sim);
  checkRekeyed(sim);
}
