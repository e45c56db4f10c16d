import { useRef, useState } from 'react';
import type { NluReview } from '#shared/client/own-verbs.ts';
import type { NluMessages } from '#shared/client/schemas.ts';
import type { List } from '../parts/list/use-list.ts';
import { useSession } from '../session/session-context.tsx';

/** The largest number of messages that the API reviews in one request. */
const perRequest = 100;

/** The messages of a review, and the number of messages that the review no longer found. */
type Deed = { readonly ids: readonly string[]; readonly missing: number };

/** Splits ids into the parts that the API accepts in one request. */
function inRequests(ids: readonly string[]): (readonly string[])[] {
  const parts = Math.ceil(ids.length / perRequest);
  return Array.from({ length: parts }, (_, part) =>
    ids.slice(part * perRequest, (part + 1) * perRequest),
  );
}

/**
 * Reviews messages. `undo` takes back the latest review from all its messages. The next call of
 * `undo` takes back the review before that one.
 */
export function useReviews(list: List<NluMessages>, onReviewed: (ids: readonly string[]) => void) {
  const { client } = useSession();
  const [done, setDone] = useState<readonly Deed[]>([]);
  const [error, setError] = useState<unknown>();
  /** The latest value of `done`. Work that began before the last redraw needs this value too. */
  const latest = useRef(done);
  /** Settles when the latest review or undoing has ended. The next one waits for this promise. */
  const last = useRef(Promise.resolve());

  const attempt = (work: () => Promise<void>) => {
    last.current = last.current.then(async () => {
      setError(undefined);
      try {
        await work();
      } catch (failure) {
        setError(failure);
        list.retry();
      }
    });
  };
  /**
   * Replaces a review in `done` with its present state. If a later request of the review fails,
   * `done` still contains exactly the messages that the requests before it reviewed.
   */
  const replace = (earlier: Deed, now: Deed): Deed => {
    const others = latest.current.filter((each) => each !== earlier);
    latest.current = now.ids.length + now.missing > 0 ? [...others, now] : others;
    setDone(latest.current);
    return now;
  };
  const review = (ids: readonly string[], finding: NluReview) => {
    // The next message opens at once. When the API refuses a review, the queue loads again.
    onReviewed(ids);
    list.forget(ids);
    attempt(async () => {
      let deed: Deed = { ids: [], missing: 0 };
      for (const some of inRequests(ids)) {
        // oxlint-disable-next-line no-await-in-loop
        const { missing } = await client.nluMessages.reviewMany(some, finding);
        deed = replace(deed, {
          ids: [...deed.ids, ...some.filter((id) => !missing.includes(id))],
          missing: deed.missing + missing.length,
        });
      }
    });
  };
  const undo = () =>
    attempt(async () => {
      const deed = latest.current.at(-1);
      if (deed === undefined) return;
      let left = deed;
      for (const some of inRequests(deed.ids)) {
        // oxlint-disable-next-line no-await-in-loop
        await client.nluMessages.reviewMany(some, null);
        left = replace(left, { ...left, ids: left.ids.slice(some.length) });
      }
      replace(left, { ids: [], missing: 0 });
      list.retry();
    });
  return { review, undo: done.length === 0 ? undefined : undo, last: done.at(-1), error };
}
