import { managerLog } from '#shared/categories/manager-log.ts';
import { AlreadyExists, type Store, StoreUnavailable, type Write } from '#shared/store/store.ts';

/**
 * A store in which a test chooses how each commit of entries ends. `ok`: the commit is stored and
 * answered. `lost`: it is not stored, and there is no answer. `landed`: it is stored, but there is
 * no answer. `resent`: it is stored, but the answer says that the document already exists, as if
 * the client had sent the commit twice. `decoy`: it is not stored, and the answer says that the
 * document already exists, because a forged document has its id.
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
