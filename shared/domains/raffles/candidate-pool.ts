import type { DocumentRef } from '#shared/store/store.ts';

/** An entry of a giveaway, with the random key that decides its place: the smallest is drawn first. */
export type Candidate = {
  /** 128 random bits in hex. */
  readonly key: string;
  /** The lookup hash of the email. */
  readonly person: string;
  readonly ref: DocumentRef;
};

export type CandidatePool = {
  readonly offer: (candidate: Candidate) => void;
  /** The kept candidates, in the order in which they are drawn. */
  readonly ranked: () => Candidate[];
  /** Whether the pool keeps every person that it was offered. */
  readonly isWhole: () => boolean;
};

/**
 * Keeps the `size` smallest keys, one a person, of any number of candidates. Random keys put the
 * entries into a uniform order. The draw goes through this order and skips persons that it has met
 * already. So it draws without replacement, and each remaining entry is equally likely (bottom-k
 * sampling: Cohen and Kaplan, PODC 2007). Memory is of the order of `size`.
 */
export function createCandidatePool(size: number): CandidatePool {
  const kept = new Map<string, Candidate>();
  let last: Candidate | undefined;
  let isWhole = true;

  function findLast(): Candidate | undefined {
    let found: Candidate | undefined;
    for (const candidate of kept.values())
      if (found === undefined || candidate.key > found.key) found = candidate;
    return found;
  }

  /**
   * Takes in a new person or a better key. This is rare: of m candidates about size × ln(m / size)
   * come here.
   */
  function keep(candidate: Candidate): void {
    kept.set(candidate.person, candidate);
    if (kept.size > size && last !== undefined) {
      isWhole = false;
      const farthest = candidate.key > last.key ? candidate : last;
      kept.delete(farthest.person);
    }
    last = findLast();
  }

  return {
    offer(candidate) {
      const own = kept.get(candidate.person);
      if (own !== undefined && own.key <= candidate.key) return;
      if (
        own === undefined &&
        kept.size >= size &&
        last !== undefined &&
        candidate.key > last.key
      ) {
        isWhole = false;
        return;
      }
      keep(candidate);
    },
    ranked: () => [...kept.values()].toSorted((left, right) => (left.key < right.key ? -1 : 1)),
    isWhole: () => isWhole,
  };
}
