import { useState } from 'react';
import type { NluReview } from '#shared/client/own-verbs.ts';
import type { NluMessages } from '#shared/client/schemas.ts';
import type { List } from '../parts/list/use-list.ts';
import { useSession } from '../session/session-context.tsx';

/** The largest number of messages that the API reviews in one request. */
const perRequest = 100;

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

  const attempt = async (work: () => Promise<void>) => {
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(failure);
      list.retry();
    }
  };
  /**
   * Replaces a review in `done` with its present state. So even if a request fails in between,
   * `undo` takes back exactly the reviews that the API has stored.
   */
  const replace = (earlier: Deed, now: Deed): Deed => {
    setDone((before) => [
      ...before.filter((each) => each !== earlier),
      ...(now.ids.length > 0 ? [now] : []),
    ]);
    return now;
  };
  const review = (ids: readonly string[], finding: NluReview) =>
    void attempt(async () => {
      // The next message opens at once. When the API refuses a review, the queue loads again.
      onReviewed(ids);
      list.forget(ids);
      let deed: Deed = { ids: [], missing: 0 };
      for (const some of inRequests(ids)) {
        // oxlint-disable-next-line no-await-in-loop
        const answer = await client.nluMessages.reviewMany(some, finding);
        const missing = deed.missing + answer.missing.length;
        deed = replace(deed, { ids: [...deed.ids, ...some], missing });
      }
    });
  const undo = () =>
    void attempt(async () => {
      const last = done.at(-1);
      if (last === undefined) return;
      let left = last;
      for (const some of inRequests(last.ids)) {
        // oxlint-disable-next-line no-await-in-loop
        await client.nluMessages.reviewMany(some, null);
        left = replace(left, { ...left, ids: left.ids.slice(some.length) });
      }
      list.retry();
    });
  return { review, undo: done.length === 0 ? undefined : undo, last: done.at(-1), error };
}
