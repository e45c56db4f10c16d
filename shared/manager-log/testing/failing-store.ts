import { managerLog } from '#shared/categories/manager-log.ts';
import { AlreadyExists, type Store, StoreUnavailable, type Write } from '#shared/store/store.ts';

/**
 * A store whose commits of entries fail as a test asks. A `lost` commit has no answer and is not
 * written; a `landed` one has no answer and is written. A `resent` one was just written and reports
 * that the document exists. A `decoy` one finds another document in its place.
 */
export function createFailingStore(
  inner: Store,
  outcome: (
    commit: number,
    writes: readonly Write[],
  ) => 'ok' | 'lost' | 'landed' | 'resent' | 'decoy',
): Store {
  let commits = 0;
  return {
    ...inner,
    async commit(writes) {
      if (!writes.some(({ ref }) => ref.collection === managerLog.id)) return inner.commit(writes);
      const told = outcome(commits++, writes);
      if (told === 'lost') throw new StoreUnavailable('no answer');
      if (told === 'decoy') throw new AlreadyExists('something lies there');
      const versions = await inner.commit(writes);
      if (told === 'landed') throw new StoreUnavailable('no answer');
      if (told === 'resent') throw new AlreadyExists('sent again by the client');
      return versions;
    },
  };
}
