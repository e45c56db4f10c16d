import { type Write, WriteConflict } from '#shared/store/store.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import type { SweepRun } from '../sweep-run.ts';
import { isClean, type StoredPass } from './rewrap-pass.ts';

/**
 * Orders the destruction of those versions of a Cloud KMS key that are older than the primary
 * version. First a pass through each kind of secrets must show that no secret needs an older
 * version. This pass must begin at least 28 hours after the sweep first saw the primary version.
 * The sweep gives the orders only once for each primary version. So it does not repeat an order
 * that an operator has cancelled. The sweep never destroys a version that is newer than the primary
 * version, because that version may become the next primary version.
 * @param passes the stored passes through all kinds of secrets that the key wraps
 * @returns how many destructions were ordered
 */
export async function endOldVersions(
  run: SweepRun,
  keyVersions: KeyVersions,
  { kek, version }: { readonly kek: string; readonly version: number },
  passes: readonly StoredPass[],
): Promise<number> {
  const isDue = passes.every(({ data }) => isClean(data, version));
  if (!isDue || passes.every(({ data }) => data?.ended_at !== undefined)) return 0;
  const { primary, numbers } = await keyVersions.standing(kek);
  // A rotation or an operator has changed the primary version after the passes. So new passes must
  // first wrap the secrets with the present version.
  if (primary !== version) return 0;
  const older = numbers.filter((each) => each < version);
  for (const each of older) await keyVersions.scheduleDestruction(kek, each);
  const notes = passes.flatMap(({ noted }): Write[] => {
    if (noted === undefined) return [];
    const { ref, version: found } = noted;
    return [{ kind: 'update', ref, data: { ended_at: run.startedAt }, version: found }];
  });
  try {
    await run.store.commit(notes);
  } catch (error) {
    // Another run was faster and has already noted these orders.
    if (!(error instanceof WriteConflict)) throw error;
  }
  return older.length;
}
