import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { endOfDay, type LogDay } from '../log-day.ts';
import { readEntries, readSeals } from '../read-log.ts';
import type { SealPayload } from '../seal-payload.ts';
import { checkSealedDay } from './check-sealed-day.ts';
import { checkSeals } from './check-seals.ts';
import { checkLinks, indexLinks, type LogLinks } from './log-links.ts';
import type { LogProblem } from './log-problem.ts';
import { type Cut, type Lifetimes, readLifetimes } from './read-lifetimes.ts';
import { type Link, readLink } from './read-link.ts';

/** A sealing that is later than this is a matter for somebody. */
const unsealedMaxMicros = 2 * microsPerDay;

export type VerifyDeps = {
  readonly store: Store;
  readonly keys: PublicKeys;
  readonly now: Instant;
};

/** What the verification of a tenant's log found. */
export type LogReport = {
  readonly tenant: string;
  readonly entries: number;
  /** Entries whose content went with the erasure of a manager. */
  readonly blanked: number;
  readonly writers: number;
  readonly sealedDays: number;
  /** Days with entries that no seal covers, today among them. */
  readonly unsealedDays: readonly LogDay[];
  /** To be compared with what the sealing has logged: the latest seal alone can be removed without a trace here. */
  readonly latestSeal: {
    readonly number: number;
    readonly day: LogDay;
    readonly hash: string;
  } | null;
  /** Shortened retentions, which explain that entries went before their day. */
  readonly cuts: readonly Cut[];
  readonly problems: readonly LogProblem[];
};

async function readLinks(store: Store, tenant: string) {
  const links: Link[] = [];
  const problems: LogProblem[] = [];
  let [entries, blanked] = [0, 0];
  for await (const document of readEntries(store, tenant)) {
    const { link, isBlanked, codes } = readLink(document);
    entries += 1;
    if (isBlanked) blanked += 1;
    if (link !== undefined) links.push(link);
    const { writer, seq } = document.data;
    const place = `entry ${document.ref.id} (writer ${String(writer)}, ${String(seq)})`;
    for (const code of codes) problems.push({ code, tenant, day: link?.day ?? null, place });
  }
  return { links: indexLinks(links), problems, entries, blanked };
}

async function collect(documents: AsyncIterable<StoredDocument>): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  for await (const document of documents) all.push(document);
  return all;
}

function groupByDay({ all }: LogLinks): Map<LogDay, Link[]> {
  const days = new Map<LogDay, Link[]>();
  for (const link of all) {
    const links = days.get(link.day) ?? [];
    links.push(link);
    days.set(link.day, links);
  }
  return days;
}

/** Days that nobody sealed though they ended long ago; what has expired need not be sealed any more. */
function checkUnsealed(
  tenant: string,
  days: ReadonlyMap<LogDay, readonly Link[]>,
  sealed: ReadonlySet<LogDay>,
  now: Instant,
  { mayBeGone }: Lifetimes,
): { readonly unsealedDays: LogDay[]; readonly problems: LogProblem[] } {
  const unsealedDays = [...days]
    .filter(([day, links]) => !sealed.has(day) && links.some((link) => !mayBeGone(link)))
    .map(([day]) => day)
    .toSorted();
  const problems = unsealedDays
    .filter((day) => endOfDay(day) + unsealedMaxMicros <= now)
    .map((day): LogProblem => ({ code: 'day-not-sealed', tenant, day, place: 'day' }));
  return { unsealedDays, problems };
}

/**
 * Checks a tenant's whole log: each entry, each chain, each seal, and the entries of each sealed day. Reads what
 * is stored and decrypts nothing; needs the public key alone. Found are an edit, a gap, and after sealing an
 * end that was cut off; not the removal of the latest seal together with what it sealed.
 * @throws KeyServiceUnavailable, KeyDenied, StoreUnavailable
 */
export async function verifyLog(
  { store, keys, now }: VerifyDeps,
  tenant: string,
): Promise<LogReport> {
  const { links, problems, entries, blanked } = await readLinks(store, tenant);
  const lifetimes = await readLifetimes(store, tenant, now);
  const documents = await collect(readSeals(store, tenant));
  const { seals, latest, problems: ofSeals } = await checkSeals(keys, tenant, documents, now);
  const days = groupByDay(links);
  const sealed = new Set(seals.map(({ day }) => day));
  const unsealed = checkUnsealed(tenant, days, sealed, now, lifetimes);
  const ofDays = seals.flatMap((seal: SealPayload) =>
    checkSealedDay(seal, links, days.get(seal.day) ?? [], lifetimes),
  );
  return {
    tenant,
    entries,
    blanked,
    writers: new Set(links.all.map(({ writer }) => writer)).size,
    sealedDays: sealed.size,
    unsealedDays: unsealed.unsealedDays,
    latestSeal: latest,
    cuts: lifetimes.cuts,
    problems: [
      ...problems,
      ...checkLinks(tenant, links, lifetimes),
      ...ofSeals,
      ...ofDays,
      ...unsealed.problems,
    ],
  };
}
