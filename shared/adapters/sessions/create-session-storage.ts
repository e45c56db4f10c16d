import type { StorageAdapter } from 'grammy';
import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { etagOf } from '#shared/client/etag-of.ts';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import { createMissedKeys } from '#shared/client/missed-keys.ts';

export type SessionStorageOptions = {
  /** The client of Mayfly. Its key has the scopes `messenger_sessions:read|write|delete`. */
  readonly mayfly: MayflyClient;
  /** The channel of the sessions. The default is `telegram`. */
  readonly channel?: string;
  /**
   * Returns when a new session expires, at most seven days from now. By default the retention of
   * the tenant applies.
   */
  readonly expiresAt?: () => Date;
};

/**
 * A session storage of grammY. It has no methods that list keys, because keys are ids of people in
 * the channel.
 */
export type SessionStorage<T> = Required<
  Pick<StorageAdapter<T>, 'read' | 'write' | 'delete' | 'has'>
>;

function isProblem(error: unknown, code: MayflyProblem['code']): boolean {
  return error instanceof MayflyProblem && error.code === code;
}

/**
 * The object itself, and the object in its property `__d`. `enhanceStorage` passes only this inner
 * object to handlers.
 */
function knownObjects(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const { __d: within } = value as { readonly __d?: unknown };
  return [value, ...knownObjects(within)];
}

/**
 * Stores sessions of a grammY bot, in one messenger session for each key. The key is usually the id
 * of a chat. Mayfly encrypts the key, and only bodies of requests contain it. An erasure with the
 * key as `external_id` deletes the session.
 *
 * `write` stores a session object only if nobody has changed the session since the read. If the
 * read found no session, `write` can only create the session. If somebody else has changed or
 * created the session in the meantime, `write` throws a `MayflyProblem` with the code
 * `precondition-failed`. If the bot uses a webhook, the update then fails, and Telegram sends it
 * again. If a handler replaces the session object by a text or another object, `write` replaces any
 * stored session.
 */
export function createSessionStorage<T>(options: SessionStorageOptions): SessionStorage<T> {
  const { mayfly, channel = 'telegram', expiresAt } = options;
  const missed = createMissedKeys();
  const tags = new WeakMap<object, string>();

  function remember(value: unknown, tag: string | undefined): void {
    if (tag !== undefined) for (const object of knownObjects(value)) tags.set(object, tag);
  }

  async function read(key: string): Promise<T | undefined> {
    try {
      const session = await mayfly.messengerSessions.lookup({ channel, external_id: key });
      remember(session.state, etagOf(session));
      return session.state as T;
    } catch (error) {
      if (!isProblem(error, 'record-not-found')) throw error;
      missed.miss(key);
      return undefined;
    }
  }

  async function put(
    key: string,
    state: T,
    conditions: { ifMatch?: string; ifNoneMatch?: string },
  ) {
    const isNew = conditions.ifNoneMatch !== undefined && expiresAt !== undefined;
    const session = {
      channel,
      external_id: key,
      conversation_external_id: `${channel}/${key}`,
      state,
      ...(isNew && { expires_at: expiresAt().toISOString() }),
    };
    const { record } = await mayfly.messengerSessions.upsert(session, conditions);
    remember(state, etagOf(record));
  }

  /**
   * Replaces the stored session without a check, or creates it. Only a new session gets an expiry
   * from `expiresAt`.
   */
  async function putOver(key: string, state: T): Promise<void> {
    if (expiresAt === undefined) return put(key, state, {});
    try {
      await put(key, state, { ifMatch: '*' });
    } catch (error) {
      if (!isProblem(error, 'precondition-failed')) throw error;
      await put(key, state, { ifNoneMatch: '*' });
    }
  }

  return {
    read,
    async write(key, value) {
      const tag = knownObjects(value)
        .map((object) => tags.get(object))
        .find(Boolean);
      const isFirst = missed.take(key) && tag === undefined;
      try {
        if (tag !== undefined) await put(key, value, { ifMatch: tag });
        else if (isFirst) await put(key, value, { ifNoneMatch: '*' });
        else await putOver(key, value);
      } catch (error) {
        if (isProblem(error, 'precondition-failed')) missed.forget(key);
        throw error;
      }
    },
    async delete(key) {
      missed.forget(key);
      await mayfly.messengerSessions.deleteOf([{ channel, external_id: key }]);
    },
    async has(key) {
      const owner = { channel, external_id: key };
      return (await mayfly.messengerSessions.lookupMany([owner])).items.length > 0;
    },
  };
}
