import type { RecordDeps } from '#shared/records/context.ts';
import { type DocumentData, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import {
  currentRules,
  isCurrent,
  type LookupRules,
  partsVersion,
  rulesOf,
} from '#shared/vault/lookup-rules.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { contextFor, type RehashContext } from './rehash-context.ts';
import { type Part, type PartsDeps, partsOf, readPage } from './rehash-parts.ts';
import type { RecordRehashed } from './rehash-record.ts';

/** How many documents are updated at the same time: one for each thread on which Node hashes. */
const recordsAtOnce = 4;

export type RehashDeps = PartsDeps & {
  /**
   * The dependencies of functions that read or change records. The sweep gives these functions the
   * store of its run instead of the store in `records`.
   */
  readonly records: RecordDeps;
  /** How often the database was restored before this run. */
  readonly restores: number;
};

export type TenantRehashed = RecordRehashed & {
  readonly complete: boolean;
  /** Documents that the run has read. */
  readonly seen: number;
};

const nothing = { seen: 0, rehashed: 0, refused: 0, kept: 0, unopened: 0 };

/**
 * Stores the progress of the work on a tenant, and the number of restores that the run knows.
 * @returns undefined if another run was faster; that run continues the work
 */
async function note(
  { store }: SweepRun,
  restores: number,
  secrets: StoredDocument,
  content: DocumentData,
): Promise<StoredDocument | undefined> {
  const { ref, version } = secrets;
  const data = { ...content, rehashed_in: restores };
  try {
    const [next] = await store.commit([{ kind: 'replace', ref, data, version }]);
    return next && { ref, data, version: next };
  } catch (error) {
    if (error instanceof WriteConflict) return undefined;
    throw error;
  }
}

/**
 * The content of the document with a tenant's lookup secrets after all records are updated. It
 * contains the versions of today's rules, but no position.
 */
function finished({ data }: StoredDocument): DocumentData {
  const { rehash_in: _in, rehash_after: _after, ...kept } = data;
  return { ...kept, ...currentRules };
}

/**
 * The content of the document with a tenant's lookup secrets before any record is updated. Without
 * versions of rules, the sweep treats all hashes as made by the first rules. The version of the
 * parts is the present one, so the next run continues at the position that this run notes.
 */
function unstarted({ data }: StoredDocument): DocumentData {
  const { normaliser: _normaliser, numbering_plan: _plan, marks: _marks, ...kept } = data;
  const { rehash_in: _in, rehash_after: _after, ...rest } = kept;
  return { ...rest, parts: partsVersion };
}

/**
 * How often the database had been restored when the sweep last changed the document with a tenant's
 * lookup secrets. Undefined if the sweep never changed the document. If an older revision of the
 * sweep noted a position without this number, the result is 0.
 */
function knownRestores({ data }: StoredDocument): number | undefined {
  const known = data['rehashed_in'] as number | undefined;
  return known ?? (data['rehash_in'] === undefined ? undefined : 0);
}

/**
 * True if all hashes and marks of a tenant were made by the present rules. After a restore the
 * result is false, because the records may have the hashes from before the sweep's last work on the
 * tenant. Nothing states the age of the restored backup. So the result is false even if this work
 * was long ago.
 */
export function isRehashed(
  { restores }: Pick<RehashDeps, 'restores'>,
  secrets: StoredDocument,
): boolean {
  const isKnown = (knownRestores(secrets) ?? restores) >= restores;
  return isKnown && isCurrent(rulesOf(secrets.data));
}

/** Adds the results of a page to a sum. */
function add<S extends typeof nothing>(sum: S, page: readonly RecordRehashed[]): S {
  return {
    ...sum,
    seen: sum.seen + page.length,
    rehashed: sum.rehashed + sumOf(page, 'rehashed'),
    refused: sum.refused + sumOf(page, 'refused'),
    kept: sum.kept + sumOf(page, 'kept'),
    unopened: sum.unopened + sumOf(page, 'unopened'),
  };
}

/** The progress of a run for one tenant. */
type Progress = {
  readonly restores: number;
  /** The tenant's lookup secrets as they are stored now. Undefined if another run was faster. */
  noted: StoredDocument | undefined;
  sum: typeof nothing;
  /** False if the work on a document failed, or did not begin because the time was up. */
  isWhole: boolean;
};

/**
 * The id of the document after which the run continues with a part. Undefined if the run starts at
 * the beginning of the part.
 */
function placeIn({ data }: StoredDocument, { id }: Part): string | undefined {
  return data['rehash_in'] === id ? (data['rehash_after'] as string) : undefined;
}

async function rehashPage(
  run: SweepRun,
  ctx: RehashContext,
  { id, rehash }: Part,
  rules: LookupRules,
  page: readonly StoredDocument[],
  progress: Progress,
): Promise<void> {
  const work = async (document: StoredDocument) => ({
    complete: true,
    ...(await rehash(ctx, rules, document)),
  });
  const done = await runUnits(run, page, work, recordsAtOnce);
  progress.sum = add(progress.sum, done);
  progress.isWhole &&= done.length === page.length;
  const { noted } = progress;
  const last = page.at(-1);
  if (last === undefined || noted === undefined || !progress.isWhole) return;
  const place = { rehash_in: id, rehash_after: last.ref.id };
  progress.noted = await note(run, progress.restores, noted, { ...noted.data, ...place });
}

/**
 * Updates the documents of a part, page by page.
 * @returns true if this run has worked through the whole part
 */
async function rehashPart(
  run: SweepRun,
  ctx: RehashContext,
  part: Part,
  rules: LookupRules,
  after: string | undefined,
  progress: Progress,
): Promise<boolean> {
  let from = after;
  while (!run.isTimeUp() && progress.noted !== undefined) {
    const { documents, end } = await readPage(run.store, ctx.tenant, part, from);
    await rehashPage(run, ctx, part, rules, documents, progress);
    if (end === undefined) return progress.noted !== undefined;
    from = end;
  }
  return false;
}

/**
 * Updates a tenant's documents by today's rules: part by part, and in each part in the order of the
 * documents' ids. Ids are random and never change. So each document before a noted position either
 * was read, or was written later under today's rules. After each page the run notes its position.
 * After a page with a failed document it notes no more positions, so the next run begins with this
 * page. After a restore the sweep begins from the start, because the backup may be older than the
 * position. It also does so if the position belongs to a former list of parts. A process that still
 * uses the replaced database changes nothing.
 */
export async function rehashTenant(
  run: SweepRun,
  deps: RehashDeps,
  secrets: StoredDocument,
): Promise<TenantRehashed> {
  const ctx = await contextFor(run, deps.records, secrets.ref.tenant);
  if (ctx === undefined) return { ...nothing, complete: true };
  const { restores } = deps;
  const known = knownRestores(secrets) ?? restores;
  if (known > restores) return { ...nothing, complete: false };
  const isFormer = known < restores || rulesOf(secrets.data).parts < partsVersion;
  const begun = isFormer ? await note(run, restores, secrets, unstarted(secrets)) : secrets;
  if (begun === undefined) return { ...nothing, complete: false };
  const rules = rulesOf(begun.data);
  const all = partsOf(run, deps);
  const from = Math.max(
    0,
    all.findIndex(({ id }) => id === begun.data['rehash_in']),
  );
  const progress: Progress = { restores, noted: begun, sum: nothing, isWhole: true };
  for (const part of all.slice(from)) {
    const after = placeIn(begun, part);
    const isEnd = await rehashPart(run, ctx, part, rules, after, progress);
    if (!isEnd) return { ...progress.sum, complete: false };
  }
  const { noted, sum, isWhole } = progress;
  if (!isWhole || noted === undefined) return { ...sum, complete: false };
  const done = await note(run, restores, noted, finished(noted));
  return { ...sum, complete: done !== undefined };
}
