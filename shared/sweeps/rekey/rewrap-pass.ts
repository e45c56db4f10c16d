import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  platformTenant,
  type StoredDocument,
  WriteConflict,
} from '#shared/store/store.ts';
import type { SweepRun } from '../sweep-run.ts';
import { rewrapPasses } from './collections.ts';

const hourMicros = 3_600 * microsPerSecond;

/**
 * For some hours after a rotation, Cloud KMS may still wrap with the former version. A pass that
 * begins four hours after the new version was first seen finds every secret that was wrapped in
 * those hours. https://cloud.google.com/kms/docs/consistency
 */
export const settledAfterMicros = 4 * hourMicros;

/**
 * The time from the run that first sees a new version until the pass that decides about the old
 * versions. For some hours Cloud KMS could still wrap with an old version. When that pass begins,
 * all requests from those hours have ended. And no process still encrypts with a data key that the
 * process made in those hours.
 */
export const checkedAfterMicros = 28 * hourMicros;
/** The time until the next pass, if a pass found a secret that an old version wraps. */
const againAfterMicros = 24 * hourMicros;

/** The stored state of a pass through wrapped secrets of one kind. */
export type PassState = DocumentData & {
  readonly version: number;
  readonly seen_at: Instant;
  readonly began_at: Instant;
  readonly passed_at?: Instant;
  readonly after?: readonly string[];
  readonly older?: number;
  readonly ended_at?: Instant;
};

export type Pass = {
  readonly ref: DocumentRef;
  noted: StoredDocument | undefined;
  data: PassState;
};

/** A pass as it is stored. Before the first pass nothing is stored. */
export type StoredPass = Pick<Pass, 'ref' | 'noted'> & { readonly data: PassState | undefined };

/** Adds the stored pass to each kind of secrets. All passes are read in one call. */
export async function readPasses<K extends { readonly id: string }>(
  { store }: SweepRun,
  kinds: readonly K[],
): Promise<(K & { readonly stored: StoredPass })[]> {
  const refOf = ({ id }: K) => ({ tenant: platformTenant, collection: rewrapPasses.id, id });
  const found = await store.getAll(kinds.map(refOf));
  return kinds.map((kind, at) => {
    const noted = found[at];
    const stored = { ref: refOf(kind), noted, data: noted?.data as PassState | undefined };
    return { ...kind, stored };
  });
}

/**
 * True if the pass has ended, found no secret of an older version, and began at least {@link
 * checkedAfterMicros} after the version was first seen.
 */
export function isClean(state: PassState | undefined, version: number): boolean {
  if (state === undefined || state.version !== version || state.passed_at === undefined)
    return false;
  return state.began_at - state.seen_at >= checkedAfterMicros && (state.older ?? 0) === 0;
}

/**
 * The running pass, or the next pass that is due. The first pass begins when a version is first
 * seen. The second begins when Cloud KMS certainly uses only this version. The third begins a day
 * later, and is repeated daily until it finds no secret of an older version. Undefined if no pass
 * is due.
 */
export function duePass(
  { startedAt }: Pick<SweepRun, 'startedAt'>,
  known: PassState | undefined,
  version: number,
): PassState | undefined {
  if (known?.version !== version) return { version, seen_at: startedAt, began_at: startedAt };
  if (known.passed_at === undefined) return known;
  if (isClean(known, version)) return undefined;
  const { seen_at: seenAt, began_at: beganAt } = known;
  const marks = [seenAt + settledAfterMicros, seenAt + checkedAfterMicros];
  const dueAt = marks.find((mark) => beganAt < mark) ?? beganAt + againAfterMicros;
  return startedAt < dueAt ? undefined : { version, seen_at: seenAt, began_at: startedAt };
}

/**
 * Stores the progress of a pass.
 * @returns false if another run was faster; that run continues
 */
export async function notePass({ store }: SweepRun, pass: Pass, data: PassState): Promise<boolean> {
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

/**
 * The position of the document after which a pass continues. Undefined if the pass starts at the
 * beginning.
 */
export function placeIn({ data }: Pass): readonly unknown[] | undefined {
  const { after } = data;
  if (after === undefined) return undefined;
  const [path, ...order] = after.toReversed();
  return [...order.map(Number), path];
}
