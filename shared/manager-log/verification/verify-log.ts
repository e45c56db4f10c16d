import type { Instant } from '#shared/base/time/instant.ts';
import { clockAllowanceMicros } from '#shared/settings/late-writes.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import type { EntryLink } from '../entry-link.ts';
import { endOfHour, type LogHour, microsPerHour } from '../log-hour.ts';
import { readSeals } from '../read-log.ts';
import { hashSeal } from '../seal.ts';
import { checkSealedHour } from './check-sealed-hour.ts';
import { checkSeals } from './check-seals.ts';
import { checkLinks, type LogLinks } from './log-links.ts';
import type { LogProblem } from './log-problem.ts';
import { type Cut, type Lifetimes, readLifetimes } from './read-lifetimes.ts';
import { readLinks } from './read-links.ts';
import { checkWitness, type Witness } from './witness.ts';

/**
 * The verification reports an hour that is not sealed three hours after its end. An operator should
 * then find out why.
 */
const unsealedMaxMicros = 3 * microsPerHour;

export type VerifyDeps = {
  readonly store: Store;
  readonly keys: PublicKeys;
  /** Reads the clock. */
  readonly now: () => Instant | Promise<Instant>;
  /**
   * The latest time that a clock showed before it was set back. Entries that were due by then may
   * have been deleted.
   */
  readonly furthest?: Instant;
  /** The statements of log lines that are stored outside of the database. */
  readonly witness?: Witness;
};

/** The result of the verification of a tenant's log. */
export type LogReport = {
  readonly tenant: string;
  readonly entries: number;
  /** Entries whose content was removed when a manager was erased. */
  readonly blanked: number;
  readonly writers: number;
  readonly sealedHours: number;
  /** Hours that have entries, but no seal. The present hour may be among them. */
  readonly unsealedHours: readonly LogHour[];
  /** How many entries and seals the log lines contain. */
  readonly witnessed: number;
  /**
   * The number and the hash of the latest seal. Compare them with the log lines of the sealing. If
   * somebody has removed a later seal, only these log lines show it.
   */
  readonly latestSeal: {
    readonly number: number;
    readonly hour: LogHour;
    readonly hash: string;
  } | null;
  /**
   * The hours that were sealed before their end, and got entries after their seal. For each hour,
   * `later` is the number of entries that were stored after its seal. No seal covers these entries.
   */
  readonly sealedEarly: readonly { readonly hour: LogHour; readonly later: number }[];
  /** Shortened retentions. They explain why entries expired earlier. */
  readonly cuts: readonly Cut[];
  readonly problems: readonly LogProblem[];
};

async function collect(documents: AsyncIterable<StoredDocument>): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  for await (const document of documents) all.push(document);
  return all;
}

function groupByHour({ all }: LogLinks): Map<LogHour, EntryLink[]> {
  const hours = new Map<LogHour, EntryLink[]>();
  for (const link of all) {
    const links = hours.get(link.hour) ?? [];
    links.push(link);
    hours.set(link.hour, links);
  }
  return hours;
}

/**
 * Finds hours without a seal, and reports the hours that ended three hours ago or more. An hour
 * needs no seal if all its entries may have expired.
 */
function checkUnsealed(
  tenant: string,
  hours: ReadonlyMap<LogHour, readonly EntryLink[]>,
  sealed: ReadonlySet<LogHour>,
  now: Instant,
  { mayBeGone }: Lifetimes,
): { readonly unsealedHours: LogHour[]; readonly problems: LogProblem[] } {
  const unsealedHours = [...hours]
    .filter(([hour, links]) => !sealed.has(hour) && links.some((link) => !mayBeGone(link)))
    .map(([hour]) => hour)
    .toSorted();
  const problems = unsealedHours
    .filter((hour) => endOfHour(hour) + unsealedMaxMicros <= now)
    .map((hour): LogProblem => ({ code: 'hour-not-sealed', tenant, hour, place: 'hour' }));
  return { unsealedHours, problems };
}

/**
 * Checks a tenant's whole manager log: each entry, each chain, each seal, the entries of each
 * sealed hour, and the statements of log lines. It reads stored documents, decrypts nothing, and
 * needs only the public key. It finds changes, gaps, and sealed entries that were removed from the
 * end of a chain. Two removals are visible only with log lines. One is the removal of the last
 * entries of a chain that no seal covers yet. The other is the removal of the latest seal together
 * with the entries of its hour. Hours that were sealed too early because of a fast clock are
 * reported separately.
 * @throws KeyServiceUnavailable, KeyDenied, StoreUnavailable
 */
export async function verifyLog(deps: VerifyDeps, tenant: string): Promise<LogReport> {
  const { store, keys, witness = { places: [], seals: [] } } = deps;
  const startedAt = await deps.now();
  // The seals are read before the entries. So when the entries are read, every entry that a seal
  // covers is already stored.
  const documents = await collect(readSeals(store, tenant));
  const { links, problems, entries, blanked } = await readLinks(deps, tenant);
  // The purge may delete entries while they are read, and its clock may be ahead.
  const goneBy = Math.max((await deps.now()) + clockAllowanceMicros, deps.furthest ?? startedAt);
  const lifetimes = await readLifetimes({ store, keys, now: goneBy }, tenant);
  const { seals, latest, problems: ofSeals } = await checkSeals(keys, tenant, documents, goneBy);
  const hours = groupByHour(links);
  const sealed = new Set(seals.map(({ seal }) => seal.hour));
  const unsealed = checkUnsealed(tenant, hours, sealed, startedAt, lifetimes);
  const ofHours = seals.map((each) => ({
    hour: each.seal.hour,
    ...checkSealedHour(each, links, hours.get(each.seal.hour) ?? [], lifetimes),
  }));
  const sealHashes = new Set(documents.map(({ data }) => hashSeal(String(data['jws']))));
  return {
    tenant,
    entries,
    blanked,
    writers: new Set(links.all.map(({ writer }) => writer)).size,
    sealedHours: sealed.size,
    unsealedHours: unsealed.unsealedHours,
    witnessed: [...witness.places, ...witness.seals].filter((each) => each.tenant === tenant)
      .length,
    latestSeal: latest,
    sealedEarly: ofHours
      .filter(({ later }) => later.length > 0)
      .map(({ hour, later }) => ({ hour, later: later.length })),
    cuts: lifetimes.cuts,
    problems: [
      ...problems,
      ...lifetimes.problems,
      ...checkLinks(tenant, links, lifetimes),
      ...ofSeals,
      ...ofHours.flatMap((each) => each.problems),
      ...unsealed.problems,
      ...checkWitness(tenant, { links, lifetimes, sealHashes, now: goneBy }, witness),
    ],
  };
}
