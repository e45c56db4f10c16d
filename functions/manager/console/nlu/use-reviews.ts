import { useState } from 'react';
import type { NluReview } from '#shared/client/own-verbs.ts';
import type { NluMessages } from '#shared/client/schemas.ts';
import type { List } from '../parts/list/use-list.ts';
import { useSession } from '../session/session-context.tsx';

/** The largest number of messages that the API reviews in one request. */
const perRequest = 100;

type Deed = { readonly ids: readonly string[]; readonly missing: number };

/**
 * Reviews messages. `undo` takes back the latest review, on all messages that it reviewed. The next
 * call of `undo` takes back the review before it.
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
  const review = (ids: readonly string[], finding: NluReview) =>
    void attempt(async () => {
      // The next message opens at once. When the API refuses a review, the queue loads again.
      onReviewed(ids);
      list.forget(ids);
      let missing = 0;
      for (let at = 0; at < ids.length; at += perRequest) {
        const some = ids.slice(at, at + perRequest);
        // oxlint-disable-next-line no-await-in-loop
        const answer = await client.nluMessages.reviewMany(some, finding);
        missing += answer.missing.length;
      }
      setDone((before) => [...before, { ids, missing }]);
    });
  const undo = () =>
    void attempt(async () => {
      const last = done.at(-1);
      if (last === undefined) return;
      setDone((before) => before.slice(0, -1));
      for (let at = 0; at < last.ids.length; at += perRequest)
        // oxlint-disable-next-line no-await-in-loop
        await client.nluMessages.reviewMany(last.ids.slice(at, at + perRequest), null);
      list.retry();
    });
  return { review, undo: done.length === 0 ? undefined : undo, last: done.at(-1), error };
}
