import type { EntryLink } from '../entry-link.ts';
import type { Seal, SealedWriter } from '../seal.ts';
import type { CheckedSeal } from './check-seals.ts';
import { type LogLinks, placeOfLink } from './log-links.ts';
import type { LogProblem } from './log-problem.ts';
import type { Lifetimes } from './read-lifetimes.ts';

type Covered = {
  readonly links: ReadonlySet<EntryLink>;
  /**
   * True if all entries of the writer in the hour still exist, and also the entry before the first
   * of them.
   */
  readonly isWhole: boolean;
};

/** Finds the entries of the hour that the seal covers. */
function cover(seal: Seal, { tips, writer }: SealedWriter, { byHash }: LogLinks): Covered {
  const links = new Set<EntryLink>();
  let isWhole = true;
  const isOfSeal = (link: EntryLink) => link.hour === seal.hour && link.writer === writer;
  for (const tip of tips) {
    let link = byHash.get(tip.hash);
    if (link === undefined) isWhole = false;
    while (link !== undefined && isOfSeal(link) && !links.has(link)) {
      links.add(link);
      const before: EntryLink | undefined =
        link.prev === undefined ? undefined : byHash.get(link.prev);
      if (link.prev !== undefined && before === undefined) isWhole = false;
      link = before;
    }
  }
  return { links, isWhole };
}

/** The result of the check of a sealed hour. */
export type CheckedHour = {
  readonly problems: readonly LogProblem[];
  /**
   * Entries that were stored after the seal, because the seal was made before its hour ended. No
   * seal covers these entries.
   */
  readonly later: readonly EntryLink[];
};

/**
 * Checks the entries of a sealed hour against its seal. The entries in the seal's `tips` (the ends
 * of the writers' chains) must exist until they expire. The seal must cover each stored entry, and
 * state the correct number of entries. If the hour was sealed before its end, later entries are
 * returned separately.
 * @param early only for a seal that was made before its hour ended: the instant at which the
 * database stored it, by the database's own clock
 */
export function checkSealedHour(
  { seal, early }: CheckedSeal,
  links: LogLinks,
  ofHour: readonly EntryLink[],
  { mayBeGone }: Lifetimes,
): CheckedHour {
  const { tenant, hour } = seal;
  const problems: LogProblem[] = [];
  const covered = new Set<EntryLink>();
  for (const sealed of seal.writers) {
    const found = cover(seal, sealed, links);
    for (const link of found.links) covered.add(link);
    for (const { seq, hash, created_at, due_at } of sealed.tips) {
      const isThere = links.byHash.get(hash)?.seq === seq;
      if (isThere || mayBeGone({ createdAt: created_at, dueAt: due_at })) continue;
      const place = `writer ${sealed.writer}, ${seq}`;
      problems.push({ code: 'sealed-entry-missing', tenant, hour, place });
    }
    if (found.isWhole && found.links.size !== sealed.count)
      problems.push({ code: 'count-differs', tenant, hour, place: `writer ${sealed.writer}` });
  }
  const isLater = ({ storedAt }: EntryLink) =>
    early !== undefined && storedAt !== undefined && storedAt > early;
  const others = ofHour.filter((link) => !covered.has(link) && !mayBeGone(link));
  for (const link of others.filter((each) => !isLater(each)))
    problems.push({ code: 'entry-not-sealed', tenant, hour, place: placeOfLink(link) });
  return { problems, later: others.filter(isLater) };
}
