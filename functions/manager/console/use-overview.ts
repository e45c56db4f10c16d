import { useEffect, useRef, useState } from 'preact/hooks';
import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';
import { type Failure, loadOverview, type OverviewSource } from './load-overview.ts';
import { type Poll, pollOverview } from './poll-overview.ts';

type OverviewState = {
  /** The last good numbers; they stay when a later refresh fails. */
  readonly overview: StorageOverview | undefined;
  /** Why the last refresh failed, if it did. */
  readonly failure: Failure | undefined;
  /** Someone asked for a refresh and it has not ended. */
  readonly retrying: boolean;
  readonly retry: () => void;
};

/** Reads the numbers of a source, and again when the source changes; without one it waits. */
export function useOverview(source: OverviewSource | undefined): OverviewState {
  const [overview, setOverview] = useState<StorageOverview>();
  const [failure, setFailure] = useState<Failure>();
  const [retrying, setRetrying] = useState(false);
  const poll = useRef<Poll>(null);

  const isKnown = source !== undefined;
  const { base, tenant } = source ?? { base: '', tenant: undefined };
  useEffect(() => {
    if (!isKnown) return undefined;
    setOverview(undefined);
    setFailure(undefined);
    poll.current = pollOverview(
      () => loadOverview({ base, tenant }),
      (result) => {
        if (result.overview !== undefined) setOverview(result.overview);
        setFailure(result.failure);
        setRetrying(false);
      },
    );
    return () => poll.current?.stop();
  }, [isKnown, base, tenant]);

  const retry = () => {
    setRetrying(true);
    poll.current?.refresh();
  };
  return { overview, failure, retrying, retry };
}
