import type { EntryLink } from '../entry-link.ts';
import type { LogProblem } from './log-problem.ts';
import type { Lifetimes } from './read-lifetimes.ts';

/** A tenant's stored entries, by their hashes. */
export type LogLinks = {
  readonly all: readonly EntryLink[];
  readonly byHash: ReadonlyMap<string, EntryLink>;
};

export function indexLinks(all: readonly EntryLink[]): LogLinks {
  return { all, byHash: new Map(all.map((link) => [link.hash, link])) };
}

export function placeOfLink({ id, writer, seq }: EntryLink): string {
  return `entry ${id} (writer ${writer}, ${seq})`;
}

function problemOf(code: LogProblem['code'], tenant: string, link: EntryLink): LogProblem {
  return { code, tenant, hour: link.hour, place: placeOfLink(link) };
}

/**
 * True if `before` can be the previous entry of `link`. Within a chain, an entry never expires
 * earlier than its previous entry. Suppose that somebody removes an unexpired entry. Then the next
 * entry of the chain has not expired either, and {@link checkLinks} reports that its previous entry
 * is missing.
 */
function isRightBefore(before: EntryLink, link: EntryLink): boolean {
  return (
    before.writer === link.writer &&
    before.seq < link.seq &&
    before.createdAt === link.prevCreatedAt &&
    before.createdAt <= link.createdAt &&
    before.dueAt === link.prevDueAt &&
    before.dueAt <= link.dueAt
  );
}

/** True if the previous entry may have expired. */
function isBeforeGone({ prevCreatedAt, prevDueAt }: EntryLink, { mayBeGone }: Lifetimes): boolean {
  if (prevCreatedAt === undefined || prevDueAt === undefined) return false;
  return mayBeGone({ createdAt: prevCreatedAt, dueAt: prevDueAt });
}

/**
 * Checks that each entry has an allowed expiry, and that no writer has used a sequence number
 * twice. Also checks that the previous entry of each entry exists and fits, or may have expired.
 */
export function checkLinks(
  tenant: string,
  { all, byHash }: LogLinks,
  lifetimes: Lifetimes,
): LogProblem[] {
  const problems: LogProblem[] = [];
  const taken = new Set<string>();
  for (const link of all) {
    const number = `${link.writer}|${link.seq}`;
    if (taken.has(number)) problems.push(problemOf('sequence-repeated', tenant, link));
    taken.add(number);
    if (!lifetimes.mayExpireAt(link, link.expiresAt))
      problems.push(problemOf('expiry-changed', tenant, link));
    if (link.prev === undefined) continue;
    const before = byHash.get(link.prev);
    if (before === undefined) {
      if (!isBeforeGone(link, lifetimes)) problems.push(problemOf('entry-missing', tenant, link));
    } else if (!isRightBefore(before, link)) problems.push(problemOf('chain-broken', tenant, link));
  }
  return problems;
}
