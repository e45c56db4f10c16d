import { formatInstant, type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { ledgerExpiry } from '#shared/ledger/ledger-time.ts';
import { findShards } from '#shared/store/shards.ts';
import { allTenants, WriteConflict } from '#shared/store/store.ts';
import { deleteExpired } from '#shared/sweeps/purge/delete-expired.ts';
import { hasExpired } from '#shared/sweeps/purge/has-expired.ts';
import { beginRun } from '#shared/sweeps/sweep-run.ts';
import { continueErasures } from './continue-erasures.ts';
import { isUnusual, planReplay } from './plan-replay.ts';
import { writeStamps } from './raise-stamps.ts';
import type { RepeatDeps } from './repeat-deletion.ts';
import type { Left } from './repeat-restriction.ts';
import { replayLedger } from './replay-ledger.ts';
import { readStanding, restoresOf, type Standing } from './standing.ts';

/**
 * Entries from the last hour before the backup's stamp are repeated too. An hour is longer than the
 * difference between two clocks. It is also longer than the time from an entry of the ledger to the
 * deletion that the entry lists.
 */
const slackMicros = 3_600 * microsPerSecond;

/**
 * After the first round, at most three further rounds follow. The command fails if the last of them
 * still changes something.
 */
const roundsMax = 3;

export type RestoreDeps = RepeatDeps & {
  readonly monotonic: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  readonly backupDays: number;
  /** The id of the database that was restored. */
  readonly database: string;
  /**
   * The highest number of documents that the ledger may delete although the number is unusual. An
   * operator has confirmed this number with `--confirm`.
   */
  readonly confirmed: number;
  /** Receives a line of text about each step. */
  readonly tell: (line: string) => void;
};

/** The reason why the command does not open a database. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

/** True if no declared collection of the database contains a document. */
async function isEmpty({ store, collections }: RestoreDeps): Promise<boolean> {
  for (const { id, database } of collections) {
    if (database !== 'mayfly') continue;
    const all = { collection: id, tenant: allTenants, where: [], orderBy: [], limit: 1 };
    if ((await store.query(all)).length > 0) return false;
  }
  return true;
}

/**
 * Returns the instant from which on the changes in the ledger must be repeated. Undefined if the
 * database is empty.
 * @throws RestoreRefused
 */
async function startOf(
  deps: RestoreDeps,
  { stamp, expected }: Standing,
): Promise<Instant | undefined> {
  if (expected === undefined)
    throw new RestoreRefused(
      'The database of keys contains no stamp. Check that KEYS_DATABASE names the database that belongs to this backup.',
    );
  if (stamp === undefined) {
    if (await isEmpty(deps)) return undefined;
    throw new RestoreRefused('The database has no stamp, so its age is unknown.');
  }
  const at = stamp.data['at'] as Instant;
  if (ledgerExpiry(at, deps.backupDays) - slackMicros < deps.now())
    throw new RestoreRefused(
      `The backup is too old: the last purge before it was at ${formatInstant(at)}. Deletions of that time are not in the ledger any more.`,
    );
  return at - slackMicros;
}

/**
 * Deletes the expired documents.
 * @returns how many were deleted
 */
async function purgeRecords(deps: RestoreDeps): Promise<number> {
  const run = beginRun({
    ...deps,
    budgetSeconds: Number.POSITIVE_INFINITY,
    onFailure: (error) => {
      throw error;
    },
  });
  let deleted = 0;
  for (const collection of deps.collections) {
    if (collection.database !== 'mayfly' || collection.expiry.by !== 'ttl') continue;
    for (const shards of await findShards(run.store, collection.id, deps.purgeShards))
      if (await hasExpired(run, collection, shards))
        deleted += (await deleteExpired(run, collection, shards)).deleted;
  }
  return deleted;
}

/**
 * Reports what the ledger would delete.
 * @throws RestoreRefused if the number is unusual and nobody has confirmed it
 */
async function requireAgreement(deps: RestoreDeps, since: Instant): Promise<void> {
  const { tell, confirmed } = deps;
  const planned = await planReplay(deps, since);
  tell(planned.length === 0 ? 'The ledger deletes nothing.' : 'The ledger deletes:');
  for (const each of planned) {
    const { tenant, collection, count, held, isWhole } = each;
    const what = isWhole ? `${collection}, by a decision about the whole category` : collection;
    tell(`${isUnusual(each) ? '!' : ' '} ${tenant}: ${count} of ${held} documents of ${what}`);
  }
  const total = planned.reduce((sum, { count }) => sum + count, 0);
  if (!planned.some(isUnusual) || total <= confirmed) return;
  throw new RestoreRefused(
    `This is more than usual, so nothing was changed. Compare these numbers with the receipts and the manager logs of the tenants: somebody with a stolen credential can invent such entries. If the entries are correct, run again with --confirm ${total}.`,
  );
}

/**
 * Repeats the changes in the ledger once, completes the erasures of persons and conversations that
 * were running, and deletes expired documents.
 * @returns true if the round changed nothing
 */
async function isRoundIdle(deps: RestoreDeps, since: Instant, left: Left): Promise<boolean> {
  const { entries, changed } = await replayLedger(deps, since, left, (sofar) =>
    deps.tell(`  ledger: ${sofar.entries} entries processed, ${sofar.changed} documents changed`),
  );
  const completed = await continueErasures(deps, left);
  const deleted = await purgeRecords(deps);
  deps.tell(
    `  ${entries} entries, ${changed} documents changed, ${completed} running erasures completed, ${deleted} expired documents deleted`,
  );
  return changed + completed + deleted === 0;
}

/** Reports the work that people must do. It states only ids. */
function tellLeft({ tell }: RestoreDeps, { corrected, lifted, damaged }: Left): void {
  for (const path of corrected)
    tell(
      `${path} was corrected after the backup. The copy in the backup is restricted now. Correct the record again, then lift the restriction.`,
    );
  for (const path of lifted)
    tell(
      `${path} is restricted in the backup. The restriction was lifted after the backup. Lift the restriction again.`,
    );
  for (const path of damaged)
    tell(
      `${path} is an erasure that was running, and its document is damaged. Erase the person again, then delete this document.`,
    );
}

/**
 * Opens the database: from now on the stamp in `mayfly-keys` contains the name of this database,
 * and the number of restores is one higher. If two processes do this at the same time, the effect
 * is the same as with one process.
 */
async function unseal(deps: RestoreDeps): Promise<void> {
  const standing = await readStanding(deps.store, deps.database);
  if (standing.isCurrent) return;
  try {
    await writeStamps(deps, standing, restoresOf(standing.expected) + 1);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
    if (!(await readStanding(deps.store, deps.database)).isCurrent) throw error;
  }
}

/**
 * Repeats the changes in the ledger on a restored database, completes running erasures of persons
 * and conversations, and deletes expired documents, until a round changes nothing. Then it opens
 * the database. If the process is killed, the database stays closed, and the next run begins from
 * the start. Two simultaneous runs have the same effect as one.
 * @returns true if the database was closed
 * @throws RestoreRefused, and the errors of the database
 */
export async function restore(deps: RestoreDeps): Promise<boolean> {
  const { tell, database } = deps;
  const standing = await readStanding(deps.store, database);
  if (standing.isCurrent) {
    tell(`${database} is the database in use, not an older copy of it. There is nothing to do.`);
    return false;
  }
  const since = await startOf(deps, standing);
  if (since === undefined) tell(`${database} is empty, so no deleted data came back.`);
  else {
    tell(
      `${database} is closed. Changes in the ledger since ${formatInstant(since)} are repeated on it.`,
    );
    await requireAgreement(deps, since);
    const left: Left = { corrected: new Set(), lifted: new Set(), damaged: new Set() };
    for (let round = 1; ; round += 1) {
      tell(round === 1 ? 'Repeating' : 'Checking');
      if ((await isRoundIdle(deps, since, left)) && round > 1) break;
      if (round > roundsMax)
        throw new RestoreRefused(
          'The last round still changed documents. Check that nobody else writes to the database.',
        );
    }
    tellLeft(deps, left);
  }
  await unseal(deps);
  tell(`${database} is open.`);
  return true;
}
