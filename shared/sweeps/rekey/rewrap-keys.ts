import { members } from '#shared/access/members/collections.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import {
  allTenants,
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  placeOf,
  platformTenant,
  type Query,
  type StoredDocument,
  WriteConflict,
} from '#shared/store/store.ts';
import { particularsKek } from '#shared/tenants/particulars/seal-particulars.ts';
import { dataKeys, lookupSecrets } from '#shared/vault/collections.ts';
import { type KeyWrapper, WrappedKeyDamaged, wrappedFields } from '#shared/vault/key-wrapper.ts';
import { termsOf, wrapAad } from '#shared/vault/make-data-key.ts';
import { lookupAad } from '#shared/vault/open/records/lookup-secrets.ts';
import { legacyKek, legacyKeys } from '../legacy/collections.ts';
import { legacyAad } from '../legacy/legacy-keys.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { rewrapPasses } from './collections.ts';

const pageSize = 100;
const keysAtOnce = 8;

/**
 * Cloud KMS may go on wrapping with the version before for some hours after a rotation. A pass that
 * begins later than this finds every key that it wrapped meanwhile.
 * https://cloud.google.com/kms/docs/consistency
 */
const settledAfterMicros = 4 * 3_600 * microsPerSecond;

export type RewrapDeps = {
  readonly wrapper: KeyWrapper;
  readonly collections: readonly Collection[];
};

export type Rewrapped = {
  /** Wrapped secrets that were looked at, and those that were wrapped anew. */
  readonly keys_seen: number;
  readonly keys_rewrapped: number;
};

/** What one key of Cloud KMS wraps: how it is found, and what each wrapping is bound to. */
type Wrappings = {
  /** Names its pass. */
  readonly id: string;
  readonly kek: string;
  readonly query: Query;
  readonly aadOf: (document: StoredDocument) => Uint8Array;
};

/** The keys of Cloud KMS whose wrappings are renewed: those of every declared collection, of lookup secrets, and of legacy keys. */
function everyWrapping(collections: readonly Collection[]): Wrappings[] {
  const sealed = collections.filter(({ fields }) => 'dek' in fields);
  const keks = new Set([
    ...sealed.flatMap(({ category }) => category ?? []),
    members.id,
    particularsKek,
  ]);
  const ofDataKeys = [...keks].map((kek): Wrappings => {
    const query: Query = {
      collection: dataKeys.id,
      tenant: allTenants,
      where: [{ field: 'category', op: '==', value: kek }],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      limit: pageSize,
    };
    const aadOf = ({ ref, data }: StoredDocument) =>
      wrapAad({ tenant: ref.tenant, category: kek, id: ref.id }, termsOf(data));
    return { id: kek, kek, query, aadOf };
  });
  const whole = (collection: string): Query => ({
    collection,
    tenant: allTenants,
    where: [],
    orderBy: [],
    limit: pageSize,
  });
  return [
    ...ofDataKeys,
    {
      id: lookupSecrets.id,
      kek: lookupSecrets.id,
      query: whole(lookupSecrets.id),
      aadOf: ({ ref }) => lookupAad(ref.tenant),
    },
    {
      id: legacyKeys.id,
      kek: legacyKek,
      query: whole(legacyKeys.id),
      aadOf: ({ ref }) => legacyAad(ref.tenant, ref.id),
    },
  ];
}

/** Which version wraps now: what the service answers to one encryption. No quota of reads is touched. */
async function primaryVersion({ wrapper }: RewrapDeps, kek: string): Promise<number> {
  const { kekVersion } = await wrapper.wrap(kek, new Uint8Array(1), Buffer.from('which version'));
  if (kekVersion === undefined) throw new Error('the key service does not say which version wraps');
  return kekVersion;
}

/** Wraps one secret anew, unless it is gone or was changed since it was read: then the next pass looks at it. */
async function rewrap(
  { store }: SweepRun,
  { wrapper }: RewrapDeps,
  { kek, aadOf }: Wrappings,
  document: StoredDocument,
): Promise<number> {
  const { ref, data, version } = document;
  try {
    const aad = aadOf(document);
    const secret = await wrapper.unwrap(kek, data['wrapped'] as Uint8Array, aad);
    const wrapped = await wrapper.wrap(kek, secret, aad).finally(() => secret.fill(0));
    await store.commit([{ kind: 'update', ref, data: wrappedFields(wrapped), version }]);
    return 1;
  } catch (error) {
    // A damaged one opens nothing any more: it must not hold up all others.
    if (error instanceof WriteConflict || error instanceof WrappedKeyDamaged) return 0;
    throw error;
  }
}

type Pass = { readonly ref: DocumentRef; noted: StoredDocument | undefined; data: DocumentData };

/** Where the pass of a version stands: a new one for a version that was not seen before. */
function stateOf({ startedAt }: SweepRun, known: DocumentData | undefined, version: number) {
  if (known?.['version'] !== version) return { version, seen_at: startedAt, began_at: startedAt };
  if (known['passed_at'] === undefined) return known;
  const [seenAt, beganAt] = [known['seen_at'] as Instant, known['began_at'] as Instant];
  const isSettled = beganAt - seenAt >= settledAfterMicros;
  if (isSettled || startedAt - seenAt < settledAfterMicros) return undefined;
  return { version, seen_at: seenAt, began_at: startedAt };
}

/** Notes how far a pass is. @returns false when another run was faster; it goes on from there */
async function note({ store }: SweepRun, pass: Pass, data: DocumentData): Promise<boolean> {
  try {
    const [version] = await store.commit([createOrReplace(pass.ref, data, pass.noted)]);
    if (version !== undefined) pass.noted = { ref: pass.ref, data, version };
    pass.data = data;
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}

function placeIn({ data }: Pass): readonly unknown[] | undefined {
  const after = data['after'] as readonly string[] | undefined;
  if (after === undefined) return undefined;
  const [path, ...order] = after.toReversed();
  return [...order.map(Number), path];
}

async function rewrapPage(
  run: SweepRun,
  deps: RewrapDeps,
  wrappings: Wrappings,
  pass: Pass,
): Promise<Rewrapped & { readonly complete: boolean; readonly isLast: boolean }> {
  const place = placeIn(pass);
  const query = { ...wrappings.query, ...(place && { startAfter: place }) };
  const page = await run.store.query(query);
  const older = page.filter(({ data }) => data['kek_version'] !== pass.data['version']);
  const done = await runUnits(
    run,
    older,
    async (each) => ({ complete: true, count: await rewrap(run, deps, wrappings, each) }),
    keysAtOnce,
  );
  const counts = { keys_seen: page.length, keys_rewrapped: sumOf(done, 'count') };
  // Behind a key that failed the pass notes nothing: the next run begins before it.
  if (done.length < older.length) return { ...counts, complete: false, isLast: true };
  const last = page.at(-1);
  const isLast = last === undefined || page.length < pageSize;
  const { after: _after, ...kept } = pass.data;
  const next = isLast
    ? { ...kept, passed_at: run.startedAt }
    : { ...kept, after: placeOf(last, query).map(String) };
  return { ...counts, complete: await note(run, pass, next), isLast };
}

async function rewrapUnder(run: SweepRun, deps: RewrapDeps, wrappings: Wrappings) {
  const ref = { tenant: platformTenant, collection: rewrapPasses.id, id: wrappings.id };
  const noted = await run.store.get(ref);
  const version = await primaryVersion(deps, wrappings.kek);
  const data = stateOf(run, noted?.data, version);
  const sum = { keys_seen: 0, keys_rewrapped: 0 };
  if (data === undefined) return { ...sum, complete: true };
  const pass: Pass = { ref, noted, data };
  while (!run.isTimeUp()) {
    const page = await rewrapPage(run, deps, wrappings, pass);
    sum.keys_seen += page.keys_seen;
    sum.keys_rewrapped += page.keys_rewrapped;
    if (!page.complete || page.isLast) return { ...sum, complete: page.complete };
  }
  return { ...sum, complete: false };
}

/**
 * Wraps data keys and lookup secrets anew when a key of Cloud KMS has a new primary version. It learns the
 * version from one encryption a run and key, and then passes through all that the key wraps, in pages; a stored place lets
 * the next run go on. Four hours after the version was first seen it passes once more. Records stay as they are.
 */
export async function rewrapKeys(run: SweepRun, deps: RewrapDeps): Promise<Rewrapped> {
  const outcomes = await runUnits(run, everyWrapping(deps.collections), (wrappings) =>
    rewrapUnder(run, deps, wrappings),
  );
  return {
    keys_seen: sumOf(outcomes, 'keys_seen'),
    keys_rewrapped: sumOf(outcomes, 'keys_rewrapped'),
  };
}
