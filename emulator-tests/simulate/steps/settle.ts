import {
  formatInstant,
  type Instant,
  microsPerDay,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import {
  allowedDays,
  type Fields,
  isFenced,
  isShown,
  isUnclear,
  type ModelRecord,
  type ModelTenant,
  settledMicros,
  shortenRenewed,
  wholeMillis,
} from '../model/model.ts';
import { promiseOf } from '../model/promises.ts';
import { collect, must, now, type Simulation } from '../simulation.ts';
import { skewMax } from '../world/create-world.ts';
import type { Change } from '../world/observe-store.ts';
import type { Answer, Body } from './ask.ts';

/**
 * The largest difference between the times of two processes: twice the largest error of a clock,
 * plus one second. This extra second is needed, because a clock may go back by up to a second. Then
 * the process continues from its last instant.
 */
export const near: Instant = 2 * skewMax + microsPerSecond;

/**
 * Returns an instant. A complete run of the erase sweep has carried out all decisions of tenants
 * that took effect before this instant.
 */
export function carriedOutAt({ swept }: Simulation): Instant {
  return (swept.get('erase') ?? 0) - settledMicros - near;
}

/**
 * Tells whether a shorter retention of a category waits for the erase sweep. Until the sweep, the
 * stored expiries stay as they were, but reads already use the shorter retention.
 */
export function isShorteningOpen(sim: Simulation, tenant: ModelTenant, category: string): boolean {
  const carriedOut = carriedOutAt(sim);
  return tenant.shortenings.some((each) => each.category === category && each.upTo > carriedOut);
}

/** A record that a request should store. */
export type Expected = {
  readonly person: number;
  readonly conversation?: string | undefined;
  readonly named: boolean;
  /** The fields on which the retention depends. */
  readonly kind?: Fields;
  readonly values: Fields;
};

/**
 * Returns the documents that the step has created in a collection of a tenant, the oldest first.
 */
export function createdIn(sim: Simulation, tenant: ModelTenant, collection: string): Change[] {
  return sim.changes
    .filter(
      ({ ref, before, after }) =>
        ref.tenant === tenant.id &&
        ref.collection === collection &&
        before === undefined &&
        after !== undefined,
    )
    .toSorted(
      (one, other) => Number(one.after?.['created_at']) - Number(other.after?.['created_at']),
    );
}

/** Tells whether a request may have changed something, although its caller got no result. */
export const isUncertain = ({ status }: Answer) => status === 0 || status >= 500;
export const isDone = ({ status }: Answer) => status === 200 || status === 201;

/** Checks that a record expires after the retention that its tenant has chosen. */
export function checkLife(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  expiresAt: Instant,
  basis: Instant,
  kind: Fields = {},
): void {
  const days = allowedDays(tenant, category, kind, now(sim));
  const expected = [...days].map((each) => wholeMillis(basis) + each * microsPerDay);
  must(
    expected.includes(expiresAt),
    () =>
      `${category}: a record from ${formatInstant(basis)} lives until ${formatInstant(expiresAt)}, not for ${[...days].join(' or ')} days`,
  );
}

function checkStorable(sim: Simulation, tenant: ModelTenant, category: string): void {
  const off = tenant.off.get(category);
  must(
    off === undefined || off > now(sim) - 60 * microsPerSecond,
    () => `${category}: a record is stored although the category is off`,
  );
}

/** Adds a created record to the model, and checks its times. */
export function adopt(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  { ref, after }: Pick<Change, 'ref' | 'after'>,
  expected: Expected,
): ModelRecord {
  const { created_at: createdAt, expires_at: expiresAt } = after as {
    readonly created_at: Instant;
    readonly expires_at: Instant;
  };
  must(
    Math.abs(createdAt - now(sim)) <= near,
    () =>
      `${category}: a record is dated ${formatInstant(createdAt)}, but the time is ${formatInstant(now(sim))}`,
  );
  checkStorable(sim, tenant, category);
  const { person, conversation, named, values } = expected;
  const isUnderErasure = tenant.erasures.some(
    ({ isDone, scope, person: whose }) =>
      !isDone && (scope === 'person' || scope === 'conversation') && whose === person,
  );
  const record: ModelRecord = {
    category,
    id: ref.id,
    person,
    conversation,
    named,
    createdAt,
    basisAt: createdAt,
    expiresAt,
    sealedUntil: expiresAt,
    values,
    state: isUnderErasure ? 'going' : 'live',
  };
  shortenRenewed(tenant, record);
  tenant.records.set(ref.id, record);
  return record;
}

/** Returns a value as JSON, with the fields of objects in alphabetical order. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : each,
  );
}

/** Compares the values of a record in an answer with those in the model. */
export function checkValues(record: ModelRecord, body: Body): void {
  for (const [name, value] of Object.entries(record.values))
    must(
      toText(body[name]) === toText(value),
      () =>
        `${record.category} ${record.id}: ${name} is ${toText(body[name])}, not ${toText(value)}`,
    );
}

/**
 * Checks a creation: either each record of the request was stored once, with the promised expiry,
 * or none was stored.
 */
export function settleCreated(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  answer: Answer,
  expected: readonly Expected[],
): ModelRecord[] {
  collect(sim);
  const created = createdIn(sim, tenant, category).filter(({ ref }) => !tenant.records.has(ref.id));
  if (isDone(answer)) {
    const items: readonly Body[] = answer.body.items ?? [answer.body];
    const ids = new Set(items.map(({ id }) => id));
    must(
      created.length === expected.length && created.every(({ ref }) => ids.has(ref.id)),
      () => `${category}: ${created.length} records are stored, and not ${expected.length}`,
    );
    for (const item of items) {
      const change = created.find(({ ref }) => ref.id === item.id);
      const told = [change?.after?.['created_at'], change?.after?.['expires_at']].map((each) =>
        formatInstant(Number(each)),
      );
      must(
        told.join() === [item.created_at, item.expires_at].join(),
        () => `${category}: an answer states other times than are stored`,
      );
    }
  } else if (isUncertain(answer))
    must(
      created.length === 0 || created.length === expected.length,
      () => `${category}: ${created.length} of ${expected.length} records are stored`,
    );
  else must(created.length === 0, () => `${category}: a refused request has stored something`);
  return created.map((change, at) => {
    const one = expected[at] as Expected;
    const record = adopt(sim, tenant, category, change, one);
    checkLife(sim, tenant, category, record.expiresAt, record.createdAt, one.kind);
    return record;
  });
}

/**
 * Finds the record that a step has changed: the record with the id in the answer, or else the first
 * changed record.
 */
function touchedBy(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  answer: Answer,
): Change | undefined {
  const all = sim.changes.filter(
    ({ ref, after }) =>
      ref.tenant === tenant.id && ref.collection === category && after !== undefined,
  );
  return isDone(answer) ? (all.find(({ ref }) => ref.id === answer.body.id) ?? all[0]) : all[0];
}

/**
 * Adds the record that the second of two equal requests has created. There are two cases:
 *
 * - The record of the first request is about to expire, and the clock of the second process is a
 *   little ahead. For the second process the record has then expired.
 * - An erasure of the category was just accepted, and only the second process knows it. For this
 *   process the record of the first request is hidden.
 */
function adoptNext(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  expected: Expected,
  checkExpiry: (record: ModelRecord, expiresAt: Instant) => void,
): void {
  for (const change of createdIn(sim, tenant, category)) {
    if (tenant.records.has(change.ref.id)) continue;
    const record = adopt(sim, tenant, category, change, expected);
    checkExpiry(record, record.expiresAt);
  }
}

/**
 * Checks a write that creates a record or replaces an existing one.
 * @param isSame tells whether a record of the model is the one that the write replaces
 * @param checkExpiry checks the stored expiry. It also gets the expiry before the write, if the
 * record was stored already
 */
export function settleUpsert(
  sim: Simulation,
  tenant: ModelTenant,
  category: string,
  answer: Answer,
  expected: Expected,
  isSame: (record: ModelRecord) => boolean,
  checkExpiry: (record: ModelRecord, expiresAt: Instant, before?: Instant) => void,
): ModelRecord | undefined {
  collect(sim);
  if (!isDone(answer) && !isUncertain(answer)) {
    must(
      createdIn(sim, tenant, category).length === 0,
      () => `${category}: a refused request has stored something`,
    );
    return undefined;
  }
  const change = touchedBy(sim, tenant, category, answer);
  if (change === undefined) {
    must(!isDone(answer), () => `${category}: an answered write has stored nothing`);
    return undefined;
  }
  const expiresAt = change.after?.['expires_at'] as Instant;
  const known = tenant.records.get(change.ref.id);
  if (known === undefined) {
    for (const other of tenant.records.values())
      must(
        other.category !== category ||
          !isSame(other) ||
          isUnclear(tenant, category, now(sim)) ||
          !isShown(tenant, other, now(sim) + near),
        () => `${category}: a second record is stored in addition to ${other.id}`,
      );
    const record = adopt(sim, tenant, category, change, expected);
    checkExpiry(record, expiresAt);
    if (isUnclear(tenant, category, now(sim)))
      adoptNext(sim, tenant, category, expected, checkExpiry);
    return record;
  }
  const isDue = known.expiresAt <= now(sim) + near;
  must(
    known.state !== 'gone' && known.expiresAt > now(sim) - near,
    () => `${category} ${known.id} is written although it is gone (${known.why ?? 'expired'})`,
  );
  must(isSame(known), () => `${category} ${known.id} is written for somebody else`);
  must(
    !isFenced(tenant, known, now(sim) - near) || isUnclear(tenant, category, now(sim)),
    () => `${category} ${known.id} is written although it is fenced`,
  );
  checkExpiry(known, expiresAt, change.before?.['expires_at'] as Instant | undefined);
  known.values = expected.values;
  // If the retention counts from the creation, a write never makes the expiry later. After the
  // retention was shortened, the stored expiry is too late until the next sweep. So the earlier of
  // the two expiries counts.
  const isFixed = promiseOf(category).basis === 'created';
  known.expiresAt = isFixed ? Math.min(known.expiresAt, expiresAt) : expiresAt;
  known.sealedUntil = Math.max(known.sealedUntil, expiresAt);
  if (isDue || isUnclear(tenant, category, now(sim)))
    adoptNext(sim, tenant, category, expected, checkExpiry);
  return known;
}
