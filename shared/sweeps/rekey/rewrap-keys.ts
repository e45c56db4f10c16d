import type { Collection } from '#shared/store/declare-collection.ts';
import { placeOf, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import {
  KeyVersionUnusable,
  type KeyWrapper,
  WrappedKeyDamaged,
  wrappedFields,
} from '#shared/vault/key-wrapper.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { endOldVersions } from './end-old-versions.ts';
import { duePass, notePass, type Pass, placeIn, readPass } from './rewrap-pass.ts';
import { everyWrapping, pageSize, type Wrapping, type Wrappings } from './wrappings.ts';

const keysAtOnce = 8;

export type RewrapDeps = {
  readonly wrapper: KeyWrapper;
  readonly keyVersions: KeyVersions;
  readonly collections: readonly Collection[];
};

export type Rewrapped = {
  /** How many wrapped secrets were checked, and how many were wrapped again. */
  readonly keys_seen: number;
  readonly keys_rewrapped: number;
  /** Old versions of keys of Cloud KMS whose destruction was ordered. */
  readonly versions_ended: number;
};

/**
 * The present primary version, from the service's answer to one encryption. It uses no read quota.
 */
async function primaryVersion({ wrapper }: RewrapDeps, kek: string): Promise<number> {
  const { kekVersion } = await wrapper.wrap(kek, new Uint8Array(1), Buffer.from('which version'));
  if (kekVersion === undefined) throw new Error('the key service does not say which version wraps');
  return kekVersion;
}

/** The result for a secret under an older version. */
type Outcome = {
  readonly complete: boolean;
  readonly rewrapped: number;
  /** Whether an older version may still be needed to open it. */
  readonly older: number;
};

/**
 * Wraps one secret again, unless it was deleted or changed since it was read. Then the next pass
 * checks it.
 */
async function rewrap(
  { store }: SweepRun,
  { wrapper }: RewrapDeps,
  kek: string,
  { aadOf }: Wrappings,
  document: StoredDocument,
): Promise<Outcome> {
  const { ref, data, version } = document;
  try {
    const aad = aadOf(document);
    const secret = await wrapper.unwrap(kek, data['wrapped'] as Uint8Array, aad);
    const wrapped = await wrapper.wrap(kek, secret, aad).finally(() => secret.fill(0));
    await store.commit([{ kind: 'update', ref, data: wrappedFields(wrapped), version }]);
    return { complete: true, rewrapped: 1, older: 1 };
  } catch (error) {
    // No version can open a damaged secret. It must delay neither the others nor the destruction of
    // old versions.
    if (error instanceof WrappedKeyDamaged) return { complete: true, rewrapped: 0, older: 0 };
    if (error instanceof WriteConflict) return { complete: true, rewrapped: 0, older: 1 };
    // Its version was disabled by hand. The others continue, and the old versions stay.
    if (error instanceof KeyVersionUnusable) return { complete: false, rewrapped: 0, older: 1 };
    throw error;
  }
}

type PageDone = {
  readonly seen: number;
  readonly rewrapped: number;
  readonly complete: boolean;
  readonly isLast: boolean;
};

async function rewrapPage(
  run: SweepRun,
  deps: RewrapDeps,
  kek: string,
  wrappings: Wrappings,
  pass: Pass,
): Promise<PageDone> {
  const place = placeIn(pass);
  const query = { ...wrappings.query, ...(place && { startAfter: place }) };
  const page = await run.store.query(query);
  const older = page.filter(({ data }) => data['kek_version'] !== pass.data.version);
  const done = await runUnits(
    run,
    older,
    (each) => rewrap(run, deps, kek, wrappings, each),
    keysAtOnce,
  );
  const counts = { seen: page.length, rewrapped: sumOf(done, 'rewrapped') };
  // After a secret that failed, the pass notes no place. So the next run begins before it.
  if (done.length < older.length) return { ...counts, complete: false, isLast: true };
  const last = page.at(-1);
  const isLast = last === undefined || page.length < pageSize;
  const { after: _after, ...kept } = pass.data;
  const found = { ...kept, older: (kept.older ?? 0) + sumOf(done, 'older') };
  const next = isLast
    ? { ...found, passed_at: run.startedAt }
    : { ...found, after: placeOf(last, query).map(String) };
  return { ...counts, complete: await notePass(run, pass, next), isLast };
}

/** Continues the pass through one kind of secrets, if one is due. */
async function rewrapKind(
  run: SweepRun,
  deps: RewrapDeps,
  { kek, version }: { readonly kek: string; readonly version: number },
  wrappings: Wrappings,
): Promise<{ readonly seen: number; readonly rewrapped: number; readonly complete: boolean }> {
  const { data: known, ...stored } = await readPass(run, wrappings.id);
  const data = duePass(run, known, version);
  const sum = { seen: 0, rewrapped: 0 };
  if (data === undefined) return { ...sum, complete: true };
  const pass: Pass = { ...stored, data };
  while (!run.isTimeUp()) {
    const page = await rewrapPage(run, deps, kek, wrappings, pass);
    sum.seen += page.seen;
    sum.rewrapped += page.rewrapped;
    if (!page.complete || page.isLast) return { ...sum, complete: page.complete };
  }
  return { ...sum, complete: false };
}

async function rewrapUnder(run: SweepRun, deps: RewrapDeps, { kek, kinds }: Wrapping) {
  const version = await primaryVersion(deps, kek);
  const done = [];
  for (const each of kinds) done.push(await rewrapKind(run, deps, { kek, version }, each));
  const complete = done.every((each) => each.complete);
  const ended = complete ? await endOldVersions(run, deps.keyVersions, { kek, version, kinds }) : 0;
  return { complete, seen: sumOf(done, 'seen'), rewrapped: sumOf(done, 'rewrapped'), ended };
}

/**
 * Wraps all secrets again when a key of Cloud KMS has a new primary version. It learns the version
 * from one encryption for each run and key, and then reads all secrets under the key, in pages; a
 * stored place lets the next run continue. It repeats the pass four hours later, and a day after
 * that. When that pass finds nothing under an older version, it orders the destruction of the older
 * ones. Records stay unchanged.
 */
export async function rewrapKeys(run: SweepRun, deps: RewrapDeps): Promise<Rewrapped> {
  const outcomes = await runUnits(run, everyWrapping(deps.collections), (wrapping) =>
    rewrapUnder(run, deps, wrapping),
  );
  return {
    keys_seen: sumOf(outcomes, 'seen'),
    keys_rewrapped: sumOf(outcomes, 'rewrapped'),
    versions_ended: sumOf(outcomes, 'ended'),
  };
}
