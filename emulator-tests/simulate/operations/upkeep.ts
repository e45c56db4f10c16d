import { microsPerDay, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { raiseStamps } from '#shared/restores/raise-stamps.ts';
import { type RestoreDeps, restore } from '#shared/restores/restore.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { noteSealed } from '../checks/check-receipts.ts';
import { acceptErasure } from '../model/accept-erasure.ts';
import type { ModelData, ModelRecord, ModelTenant } from '../model/model.ts';
import { forget, shorten } from '../model/model.ts';
import { categoryIds, promises } from '../model/promises.ts';
import { collect, count, must, now, type Simulation } from '../simulation.ts';
import { ask, askPlainly } from '../steps/ask.ts';
import { near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { TaskName } from '../world/create-process.ts';
import { skewMax } from '../world/create-world.ts';
import { drawBytes } from '../world/draw-bytes.ts';
import type { Operation, Operations } from './operation.ts';

/**
 * How long a process refuses requests after it has found that the restored database is not open.
 */
const rememberedMicros = 60 * microsPerSecond;

const microsPerHour = 3_600 * microsPerSecond;
/**
 * A restore also repeats the entries of the ledger from the last hour before the backup. `skewMax`
 * is added, because the clock of the process that wrote an entry may have been ahead.
 */
const repeatedMicros = microsPerHour + skewMax;
const ofRecords = collections.filter(({ database }) => database === 'mayfly');

/** Runs a sweep, as Cloud Scheduler does. */
function tick(name: TaskName): Operation {
  return async (sim, _tenant, step) => {
    const answer = await ask(sim, step, undefined, {
      of: name,
      method: 'POST',
      path: `/tasks/${name}`,
      as: 'scheduler',
    });
    const isWhole = answer.status === 200 && answer.body.complete;
    // A complete run has done the work that was due when the run began, by the clock of the
    // process. This clock may be behind the clock of an earlier run. So the later of the two times
    // counts.
    const before = sim.swept.get(name) ?? 0;
    if (isWhole) sim.swept.set(name, Math.max(before, answer.pnow - skewMax));
    if (isWhole && name === 'seal') noteSealed(sim, answer.pnow);
    if (isWhole && name === 'erase') finishErasures(sim);
    count(sim, isWhole ? `run: ${name}` : `run that did not end: ${name}`);
    if (step.isRepeated === true) count(sim, 'fault: a tick comes twice');
  };
}

/**
 * After a complete run of the erase sweep, the model completes the erasures of persons and
 * conversations. It leaves out a tenant if one of these erasures was requested in the last two
 * minutes.
 */
function finishErasures(sim: Simulation): void {
  for (const tenant of sim.tenants) {
    const isOver = tenant.erasures.every(
      ({ isDone, scope, acceptedAt }) =>
        isDone || scope === 'category' || scope === 'tenant' || acceptedAt < now(sim) - 120_000_000,
    );
    if (!isOver) continue;
    for (const erasure of tenant.erasures)
      if (!erasure.isDone && (erasure.scope === 'person' || erasure.scope === 'conversation')) {
        erasure.isDone = true;
        for (const record of tenant.records.values())
          if (record.state === 'going' && record.person === erasure.person) {
            const isHeld =
              sim.world.observed.held
                .get(record.category)
                ?.has(`tenants/${tenant.id}/${record.category}/${record.id}`) === true;
            if (!isHeld) forget([record], 'erased by the sweep');
            else {
              // A process with a slow clock may date a later record before the erasure.
              must(
                record.createdAt > erasure.acceptedAt - near ||
                  (!record.named && erasure.bound?.has(record.id) !== true),
                () =>
                  `${record.category} ${record.id} is still stored after the sweep has finished its erasure`,
              );
              record.state = 'live';
            }
          }
      }
  }
}

/**
 * Copies the part of the model that a backup contains. The field `values` of a record is replaced
 * and never changed in place. So a shallow copy of a record is enough.
 */
function copyOf({ records, pools, raffles, lots }: ModelData): ModelData {
  return {
    records: new Map([...records].map(([id, record]) => [id, { ...record }])),
    pools: pools.map((pool) => ({
      ...pool,
      loaded: new Set(pool.loaded),
      used: new Set(pool.used),
      unread: new Set(pool.unread),
      doubts: [...pool.doubts],
      lost: [...pool.lost],
    })),
    raffles: raffles.map((raffle) => ({ ...raffle })),
    lots: new Map([...lots].map(([id, lot]) => [id, { ...lot }])),
  };
}

/**
 * Repeats a withdrawal on a consent from a backup. A consent that the person withdrew after the
 * backup becomes withdrawn again. One case is different: the backup contains the consent as
 * pending. After the backup the person confirmed this consent, and then withdrew it together with
 * another consent of the same type. The restore loses the confirmation and its later expiry. So the
 * consent is pending again. Nobody can confirm it, because the person has withdrawn the consents of
 * this type.
 */
function recallConsent(record: ModelRecord, later: ModelRecord | undefined): void {
  const isPending = record.values['status'] === 'pending';
  if (isPending && later?.isOvertaken === true) record.isOvertaken = true;
  if (later?.values['status'] !== 'withdrawn') return;
  const { withdrawnBeside = false } = later;
  if (isPending && withdrawnBeside) record.isOvertaken = true;
  else {
    record.values = { ...record.values, status: 'withdrawn' };
    record.withdrawnBeside = withdrawnBeside;
  }
}

/** Sets the model of a tenant back to a backup, and repeats the ledger on the model. */
function recall(tenant: ModelTenant, known: ModelData | undefined, at: number): void {
  const before = tenant.records;
  const data: ModelData = copyOf(
    known ?? { records: new Map(), pools: [], raffles: [], lots: new Map() },
  );
  tenant.subjects.clear();
  for (const record of data.records.values()) {
    const later = before.get(record.id);
    if (record.category === 'manager_log') continue;
    if (later === undefined || later.state === 'gone') forget([record], later?.why ?? 'forgotten');
    else if (later.state === 'going') record.state = 'going';
    else if (later.correctedAt !== undefined && later.correctedAt > at) record.state = 'hidden';
    else if (later.state === 'hidden') record.state = 'hidden';
    recallConsent(record, later);
  }
  for (const [id, record] of before) {
    if (record.category === 'manager_log') data.records.set(id, record);
    else if (!data.records.has(id)) {
      if (record.state !== 'gone') forget([record], 'lost by a restore');
      data.records.set(id, record);
    }
  }
  for (const pool of data.pools) {
    const later = tenant.pools.find(({ id }) => id === pool.id);
    for (const code of later?.used ?? []) pool.used.add(code);
    pool.unread.clear();
    for (const id of later?.unread ?? []) pool.unread.add(id);
    // Mayfly writes the use of a code to the ledger before it stores the use. If the request failed
    // between these two writes, only the ledger contains the use. A restore marks this code as used
    // too.
    pool.doubts = later?.doubts ?? [];
    const noted = pool.doubts.filter((doubt) => doubt.at > at - repeatedMicros);
    pool.lost.push(...noted.map(({ code }) => code));
  }
  Object.assign(tenant, data);
  for (const each of tenant.shortenings)
    if (each.upTo >= at - 3_600_000_000 * 80) shorten(tenant, each);
}

/**
 * Some requests for a deletion or a withdrawal got no answer. If the restore has deleted the record
 * of such a request, the model marks the record as gone. If the restore has withdrawn the consent
 * of such a request, the model withdraws it too.
 */
function forgetUnanswered(sim: Simulation, tenant: ModelTenant, at: number): void {
  for (const { ids } of tenant.unanswered.filter((each) => each.at > at - repeatedMicros))
    for (const record of tenant.records.values()) {
      const path = `tenants/${tenant.id}/${record.category}/${record.id}`;
      const data = sim.world.observed.held.get(record.category)?.get(path)?.data;
      if (!ids.has(record.id)) continue;
      if (data === undefined) forget([record], 'deleted without an answer');
      else if (data['status'] === 'withdrawn')
        record.values = { ...record.values, status: 'withdrawn' };
    }
}

/**
 * Some requests for a shorter retention got no answer. If the restore has carried one out, the
 * model takes over the earlier expiry of each record.
 */
function adoptUnshortened(sim: Simulation, tenant: ModelTenant, at: number): void {
  const { held } = sim.world.observed;
  for (const { category, days } of tenant.unshortened.filter(
    (each) => each.at > at - repeatedMicros,
  ))
    for (const record of tenant.records.values()) {
      if (record.category !== category || record.state !== 'live') continue;
      const stored = held.get(category)?.get(`tenants/${tenant.id}/${category}/${record.id}`)?.data;
      const shortest = record.basisAt + days * microsPerDay - microsPerMilli;
      const until = Number(stored?.['expires_at'] ?? shortest);
      if (until >= shortest) record.expiresAt = Math.min(record.expiresAt, until);
    }
}

/**
 * Takes over the expiries that the restore has repeated. The restore repeats the last expiry that
 * the ledger lists for a record, if it is earlier than the expiry in the backup. This last expiry
 * may be one that Mayfly never stored in the record.
 */
function moveExpiries(sim: Simulation, tenant: ModelTenant, at: number): void {
  const shelf = sim.world.observed.held.get('variables');
  for (const record of tenant.records.values()) {
    if (record.category !== 'variables' || record.state === 'gone') continue;
    const { id, expiresAt } = record;
    const last = tenant.moves.findLast((each) => each.id === id && each.at > at);
    const possible = tenant.unmoved.filter(
      (each) => each.id === id && each.at > at - repeatedMicros,
    );
    if (last === undefined && possible.length === 0) continue;
    const sure = Math.min(expiresAt, last?.until ?? expiresAt);
    const stored = shelf?.get(`tenants/${tenant.id}/variables/${id}`)?.data['expires_at'];
    const isChosen = (until: number) =>
      stored === undefined ? until <= now(sim) : Math.min(expiresAt, until) === stored;
    const chosen = possible.find(({ until }) => isChosen(until));
    record.expiresAt =
      isChosen(sure) || chosen === undefined ? sure : Math.min(expiresAt, chosen.until);
    record.isMoved = true;
  }
}

/**
 * Some corrections got no answer, or had a fault. The ledger notes each attempt of a correction
 * before Mayfly stores it. If the restore has therefore restricted the record of such a correction,
 * the model marks this record as hidden.
 */
function hideUncorrected(sim: Simulation, tenant: ModelTenant, at: number): void {
  const { held } = sim.world.observed;
  for (const { id } of tenant.uncorrected.filter((each) => each.at > at - repeatedMicros)) {
    const record = tenant.records.get(id);
    const restricted = `${record?.category}_restricted`;
    const isRestricted = held.get(restricted)?.has(`tenants/${tenant.id}/${restricted}/${id}`);
    if (record?.state === 'live' && isRestricted === true) record.state = 'hidden';
  }
}

/**
 * Notes the erasures that the restore has not brought back. A restore must bring back each erasure
 * that has deleted something and has no receipt yet.
 */
function noteLost(sim: Simulation, tenant: ModelTenant): void {
  const stored = sim.world.observed.held.get('erasures');
  for (const erasure of tenant.erasures) {
    if (erasure.isTold === true || stored?.has(`tenants/${tenant.id}/erasures/${erasure.id}`))
      continue;
    must(
      [...erasure.counted.values()].every(({ least }) => least === 0),
      () => `a restore has lost the erasure ${erasure.id} of ${erasure.scope} before its receipt`,
    );
    erasure.isLost = true;
  }
}

/**
 * Adds to the model the erasures that the restore has carried out although they were never stored.
 * They are in the ledger, because the ledger notes an erasure before it is stored.
 */
function adoptErasures(sim: Simulation, tenant: ModelTenant, at: number): void {
  const known = new Set(tenant.erasures.map(({ id }) => id));
  for (const { ref, data } of sim.world.observed.heldIn('erasures')) {
    if (ref.tenant !== tenant.id || known.has(ref.id)) continue;
    const request = tenant.unstored.find(
      (each) =>
        each.at > at - repeatedMicros &&
        each.scope === data['scope'] &&
        (each.scope !== 'category' || each.category === data['category']) &&
        Math.abs(each.at - Number(data['created_at'])) <= near,
    );
    must(request !== undefined, () => `a restore has invented the erasure ${ref.id}`);
    tenant.unstored = tenant.unstored.filter((each) => each !== request);
    count(sim, 'check: erasure from the ledger alone');
    if (request.category !== undefined)
      acceptErasure(tenant, { ref, after: data }, request, now(sim));
    else
      tenant.erasures.push({
        ...request,
        id: ref.id,
        acceptedAt: request.at,
        counted: new Map(),
        isDone: data['pending'] === false,
      });
  }
}

async function restoreLast(sim: Simulation, step: Step): Promise<void> {
  const { world } = sim;
  const young = sim.backups.filter(
    ({ at }) => at > now(sim) - 6 * microsPerDay && at < now(sim) - 3_600_000_000,
  );
  const backup = young[step.pick % Math.max(1, young.length)];
  if (backup === undefined || world.fake.state !== 'up') return;
  sim.restores += 1;
  sim.restoredAt = now(sim);
  const { store } = world.observed;
  for (const { id } of ofRecords)
    for (const { ref } of world.observed.heldIn(id)) await store.commit([{ kind: 'delete', ref }]);
  for (const { ref, data } of backup.documents) await store.commit([{ kind: 'create', ref, data }]);
  world.useDatabase(`mayfly-r${sim.restores}`);
  const sealed = await askPlainly(sim, { ...step, fault: { kind: 'twice' } }, sim.tenants[0], {
    of: 'chat',
    method: 'GET',
    path: '/v1/chat-messages',
  }).catch(() => undefined);
  must(
    sealed === undefined || sealed.status === 503,
    () => `a restored database answers ${sealed?.status} before it is opened`,
  );
  const planted = world.plant?.store?.(store, 'restore') ?? store;
  const deps: RestoreDeps = {
    collections,
    categories,
    store: planted,
    now: () => world.clock.now,
    monotonic: () => 0,
    random: () => 0.5,
    randomBytes: drawBytes(`${world.seed} restore ${sim.restores}`),
    sleep: async () => undefined,
    purgeShards: 4,
    backupDays: 7,
    database: world.database,
    confirmed: Number.POSITIVE_INFINITY,
    tell: () => undefined,
  };
  const { fault } = step;
  if (fault?.kind === 'dies') {
    const { store: dying, killed } = createKilledStore(planted, fault.write * 3, fault.landed);
    const ended = await Promise.race([restore({ ...deps, store: dying }), killed]);
    if (ended === 'killed') count(sim, 'fault: a restore dies');
  }
  await restore(deps);
  // When a process finds that the restored database is not open yet, the process refuses requests
  // for a minute.
  world.clock.now += rememberedMicros + near;
  sim.changes = [];
  world.observed.takeChanges();
  for (const tenant of sim.tenants) {
    recall(tenant, backup.known.get(tenant.id), backup.at);
    forgetUnanswered(sim, tenant, backup.at);
    adoptUnshortened(sim, tenant, backup.at);
    moveExpiries(sim, tenant, backup.at);
    hideUncorrected(sim, tenant, backup.at);
    noteLost(sim, tenant);
  }
  // The ledger of a tenant that has ended is repeated too.
  for (const tenant of [...sim.tenants, ...sim.ended]) adoptErasures(sim, tenant, backup.at);
  sim.backups = sim.backups.filter(({ at }) => at <= backup.at);
  // The restore may have continued accepted erasures. So this step does not check the records of
  // these tenants.
  for (const tenant of sim.tenants)
    for (const id of categoryIds)
      if (tenant.erasures.some(({ isDone }) => !isDone)) tenant.unclear.set(id, now(sim) + 1);
}

/** Operations on the whole system, for all tenants. */
export const upkeep: Operations = {
  purge: tick('purge'),
  erase: tick('erase'),
  seal: tick('seal'),
  rekey: tick('rekey'),

  async 'missing tick'(sim) {
    count(sim, 'fault: a tick is missing');
  },

  async 'keys away'(sim, _tenant, step) {
    sim.world.fake.state = 'unavailable';
    sim.keysBackAt = now(sim) + (step.pick % 7_200) * 1_000_000;
  },

  async 'rotate key'(sim, _tenant, step) {
    const keks = [...categoryIds, 'lookup_secrets'];
    const kek = keks[step.pick % keks.length] ?? 'customers';
    sim.world.fake.rotate(kek);
    sim.rotated.set(kek, now(sim));
  },

  async 'retire key'(sim, tenant, step) {
    // This step retires no data key of members, because rekey may not write members and so cannot
    // replace the key. It retires no key of the manager log, because nobody may change the log.
    const keys = [...sim.world.observed.heldIn('data_keys')].filter(
      ({ ref, data }) =>
        ref.tenant === tenant.id &&
        data['retired'] !== true &&
        String(data['category']) in promises &&
        data['category'] !== 'manager_log',
    );
    const key = keys[step.pick % Math.max(1, keys.length)];
    if (key === undefined) return;
    const path = `/v1/data-keys/${key.ref.id}/retirement`;
    const body = { tenant: tenant.id, reason: 'compromised' };
    const answer = await ask(sim, step, undefined, {
      of: 'rekey',
      method: 'PUT',
      path,
      body,
      as: 'as-operator',
    });
    must(
      answer.status === 200 || answer.status === 0 || answer.status >= 500 || answer.status === 404,
      () => `a key cannot be retired: ${answer.status} ${JSON.stringify(answer.body)}`,
    );
  },

  async 'clock steps'(sim, _tenant, step) {
    const running = sim.world.running();
    const process = running[step.pick % Math.max(1, running.length)];
    if (process !== undefined) process.skew = (((step.pick >> 3) % 2_001) / 1_000 - 1) * skewMax;
  },

  async 'all restart'(sim) {
    sim.world.endAll();
  },

  async 'back up'(sim) {
    await raiseStamps({
      store: sim.world.observed.store,
      now: () => now(sim),
      database: sim.world.database,
    });
    collect(sim);
    const documents = ofRecords.flatMap(({ id }) => [...sim.world.observed.heldIn(id)]);
    const known = new Map(sim.tenants.map((tenant) => [tenant.id, copyOf(tenant)]));
    sim.backups = [
      ...sim.backups.filter(({ at }) => at > now(sim) - 7 * microsPerDay),
      { at: now(sim), documents, known },
    ];
  },

  restore: (sim, _tenant, step) => restoreLast(sim, step),
};
