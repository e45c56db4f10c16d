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
import {
  duePass,
  notePass,
  type Pass,
  placeIn,
  readPasses,
  type StoredPass,
} from './rewrap-pass.ts';
import { everyWrapping, pageSize, type Wrappings } from './wrappings.ts';

/**
 * How many Cloud KMS keys a run works on at the same time. In an outage of Cloud KMS the calls for
 * all these keys fail at the same time, and then the run ends (see `until-outage.ts`).
 */
const keksAtOnce = 3;
/** How many secrets under one Cloud KMS key are wrapped again at the same time. */
const keysAtOnce = 8;

export type RewrapDeps = {
  readonly wrapper: KeyWrapper;
  readonly keyVersions: KeyVersions;
  readonly collections: readonly Collection[];
};

export type Rewrapped = {
  /** How many wrapped secrets were checked. */
  readonly keys_seen: number;
  readonly keys_rewrapped: number;
  /** Old versions of Cloud KMS keys whose destruction was ordered. */
  readonly versions_ended: number;
};

/**
 * The number of the present primary version. Cloud KMS states this number in its answer to an
 * encryption, so no quota for read requests is used.
 */
async function primaryVersion({ wrapper }: RewrapDeps, kek: string): Promise<number> {
  const { kekVersion } = await wrapper.wrap(kek, new Uint8Array(1), Buffer.from('which version'));
  if (kekVersion === undefined)
    throw new Error('the key service does not state which version wraps');
  return kekVersion;
}

/** The result for one secret that an older version wrapped. */
type Outcome = {
  readonly complete: boolean;
  readonly rewrapped: number;
  /**
   * 1 if an older version wrapped the secret when the pass found it, except if the secret is
   * damaged.
   */
  readonly older: number;
};

/**
 * Wraps one secret again. If the secret has changed since it was read, it is not written, and the
 * next pass checks it again.
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
    // No version can decrypt a damaged secret. So it must not delay other secrets or the
    // destruction of old versions.
    if (error instanceof WrappedKeyDamaged) return { complete: true, rewrapped: 0, older: 0 };
    if (error instanceof WriteConflict) return { complete: true, rewrapped: 0, older: 1 };
    // The version that wrapped this secret is disabled or destroyed. The other secrets are still
    // wrapped again, but no old version is destroyed.
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
  // If a secret failed, the pass notes no position, so the next run begins with the same page.
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

/** The result for one kind of secrets, and its pass as it is stored now. */
type KindDone = {
  readonly seen: number;
  readonly rewrapped: number;
  readonly complete: boolean;
  readonly pass: StoredPass;
};

/** A kind of secrets, with its pass as it was stored when the run began. */
type Kind = Wrappings & { readonly stored: StoredPass };

/** Continues the pass through one kind of secrets, if a pass is due. */
async function rewrapKind(
  run: SweepRun,
  deps: RewrapDeps,
  { kek, version }: { readonly kek: string; readonly version: number },
  { stored, ...wrappings }: Kind,
): Promise<KindDone> {
  const data = duePass(run, stored.data, version);
  const sum = { seen: 0, rewrapped: 0 };
  if (data === undefined) return { ...sum, complete: true, pass: stored };
  const pass: Pass = { ...stored, data };
  while (!run.isTimeUp()) {
    const page = await rewrapPage(run, deps, kek, wrappings, pass);
    sum.seen += page.seen;
    sum.rewrapped += page.rewrapped;
    if (!page.complete || page.isLast) return { ...sum, complete: page.complete, pass };
  }
  return { ...sum, complete: false, pass };
}

/** A Cloud KMS key with all kinds of secrets that it wraps. */
type Unit = { readonly kek: string; readonly kinds: readonly Kind[] };

async function readUnits(run: SweepRun, { collections }: RewrapDeps): Promise<Unit[]> {
  const every = everyWrapping(collections);
  const known = await readPasses(
    run,
    every.flatMap(({ kinds }) => kinds),
  );
  return every.map(({ kek, kinds }) => ({
    kek,
    kinds: known.filter(({ id }) => kinds.some((kind) => kind.id === id)),
  }));
}

async function rewrapUnder(run: SweepRun, deps: RewrapDeps, { kek, kinds }: Unit) {
  const version = await primaryVersion(deps, kek);
  const done: KindDone[] = [];
  for (const kind of kinds) done.push(await rewrapKind(run, deps, { kek, version }, kind));
  const complete = done.every((each) => each.complete);
  const passes = done.map(({ pass }) => pass);
  const ended = complete
    ? await endOldVersions(run, deps.keyVersions, { kek, version }, passes)
    : 0;
  return { complete, seen: sumOf(done, 'seen'), rewrapped: sumOf(done, 'rewrapped'), ended };
}

/**
 * Wraps all secrets again when a Cloud KMS key has a new primary version. Each run encrypts once
 * with each key to learn its primary version. If the version is new, a pass through all secrets of
 * the key begins, page by page. The run stores its position, so that the next run can continue. A
 * second pass begins four hours after the first, and a third a day later. If the last pass finds no
 * secret of an older version, the run orders the destruction of the older versions. Records are not
 * changed. A run without work costs one call to the database, and one call to Cloud KMS for each
 * key.
 */
export async function rewrapKeys(run: SweepRun, deps: RewrapDeps): Promise<Rewrapped> {
  const read = await runUnits(run, [deps], async () => ({
    complete: true,
    units: await readUnits(run, deps),
  }));
  const outcomes = await runUnits(
    run,
    read.flatMap(({ units }) => units),
    (unit) => rewrapUnder(run, deps, unit),
    keksAtOnce,
  );
  return {
    keys_seen: sumOf(outcomes, 'seen'),
    keys_rewrapped: sumOf(outcomes, 'rewrapped'),
    versions_ended: sumOf(outcomes, 'ended'),
  };
}
