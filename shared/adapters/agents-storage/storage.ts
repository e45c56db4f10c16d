import type { Storage } from '@microsoft/agents-hosting';
import { createMissedKeys } from '#shared/client/missed-keys.ts';
import type { MetUsers } from './met-users.ts';
import type { NameSubject } from './name-subject.ts';
import type { AgentsStoreOptions } from './options.ts';
import { StateConflict } from './state-conflict.ts';
import { placeOf, type StatePlace } from './state-place.ts';
import { type Condition, createWriteState } from './write-state.ts';

type Item = { eTag?: string; [name: string]: unknown };

/** One call looks up or deletes at most this many sessions. */
const callMax = 100;

function* inCalls<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += callMax) yield all.slice(at, at + callMax);
}

const ownerOf = ({ channel, external_id }: StatePlace) => ({ channel, external_id });

/** One session in the answer to a lookup of several sessions. */
type FoundSession = {
  readonly external_id: string;
  readonly state: unknown;
  readonly etag: string;
};

/**
 * Stores the state of an agent, in one messenger session for each key. The `eTag` is the session's
 * entity tag. A write with the tag of a read throws {@link StateConflict} if the state has changed,
 * has expired or was erased since this read. So such a write never stores erased state again.
 *
 * If a read found no item, the next write of the key can only create the item. If another turn has
 * created the item in the meantime, the write throws {@link StateConflict}. The exception is an
 * `eTag` of `*` with the option `wildcard: 'overwrite'`. Such a write stores the state in any case,
 * even if it was erased since the read. A write without an `eTag` also stores the state in any
 * case, unless a read of its key found no item.
 * @throws ReferenceError if the keys or the changes are missing or an empty array; StateConflict,
 * MayflyProblem
 */
export function createStorage(
  options: AgentsStoreOptions,
  deps: {
    readonly met: MetUsers;
    readonly nameSubject: NameSubject;
  },
): Storage {
  const { mayfly, wildcard = 'overwrite', channel = 'agents' } = options;
  const writeState = createWriteState(options, deps.nameSubject);
  const missed = createMissedKeys();
  /**
   * The latest entity tag of each item that was read or written. If `wildcard` is `as-read`, a
   * write with `*` uses the item's tag in this map.
   */
  const tags = new WeakMap<object, string>();
  const find = (key: string) => placeOf(key, { ...deps, channel });

  function conditionOf(key: string, item: Item): Condition {
    const known = tags.get(item);
    const isGuarded = wildcard === 'as-read' || item.eTag !== '*';
    if (item.eTag && item.eTag !== '*') return { is: 'tagged', tag: item.eTag };
    if (item.eTag === '*' && wildcard === 'as-read' && known) return { is: 'tagged', tag: known };
    return missed.take(key) && isGuarded ? { is: 'absent' } : { is: 'any' };
  }

  async function writeItem(key: string, item: Item): Promise<void> {
    const { eTag: _eTag, ...state } = item;
    try {
      const tag = await writeState(find(key), state, conditionOf(key, item));
      if (tag !== undefined) tags.set(item, tag);
    } catch (error) {
      if (error instanceof StateConflict) missed.forget(key);
      throw error;
    }
  }

  return {
    async read(keys) {
      if (!keys || keys.length === 0) throw new ReferenceError('Keys are required when reading.');
      const items = new Map<string, Item>();
      const places = [...new Set(keys)].map(find);
      for (const some of inCalls(places)) {
        const { items: found } = await mayfly.messengerSessions.lookupMany(some.map(ownerOf));
        for (const { external_id, state, etag } of found as readonly FoundSession[]) {
          const item: Item = { ...(state as object), eTag: etag };
          tags.set(item, etag);
          items.set(external_id, item);
        }
      }
      for (const { external_id } of places) if (!items.has(external_id)) missed.miss(external_id);
      return Object.fromEntries(items);
    },

    async write(changes) {
      if (!changes || changes['length'] === 0)
        throw new ReferenceError('Changes are required when writing.');
      // The items are written one after the other. If the first write conflicts, nothing is stored
      // yet, and the turn can be repeated.
      for (const [key, item] of Object.entries(changes)) await writeItem(key, item);
    },

    async delete(keys) {
      if (!keys || keys.length === 0) throw new ReferenceError('Keys are required when deleting.');
      const places = [...new Set(keys)].map(find);
      for (const some of inCalls(places))
        await mayfly.messengerSessions.deleteOf(some.map(ownerOf));
      for (const key of keys) missed.forget(key);
    },
  };
}
