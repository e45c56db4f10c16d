import { etagOf } from '#shared/client/etag-of.ts';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { NameSubject } from './name-subject.ts';
import type { AgentsStoreOptions } from './options.ts';
import { StateConflict } from './state-conflict.ts';
import type { StatePlace } from './state-place.ts';

/**
 * What must be stored before a write: anything or nothing (`any`), nothing (`absent`), or state
 * with the entity tag `tag` (`tagged`).
 */
export type Condition =
  | { readonly is: 'any' }
  | { readonly is: 'absent' }
  | { readonly is: 'tagged'; readonly tag: string };

/** How many calls one write without a condition makes at most. One or two are usual. */
const callsMax = 10;

/** The form of an entity tag of Mayfly. A tag of another form matches no state. */
const entityTag = /^"[\x21\x23-\x7e]+"$/;

function isFailedPrecondition(error: unknown): boolean {
  return error instanceof MayflyProblem && error.code === 'precondition-failed';
}

/**
 * Stores the state of one key, and returns its new entity tag. If the process knows the user of the
 * conversation, it always stores this user before it creates state. Before it replaces state, it
 * stores the user only if this process has not stored a user of this conversation yet.
 */
export type WriteState = (
  place: StatePlace,
  state: object,
  condition: Condition,
) => Promise<string | undefined>;

/**
 * Creates {@link WriteState}. It throws {@link StateConflict} if the stored state does not meet the
 * condition of a write.
 */
export function createWriteState(
  { mayfly, expiresAt }: AgentsStoreOptions,
  nameSubject: NameSubject,
): WriteState {
  const put = async (
    { user: _user, ...session }: StatePlace,
    state: object,
    options: { readonly ifMatch: string } | { readonly ifNoneMatch: '*' },
  ) => {
    const isNew = 'ifNoneMatch' in options;
    const expiry = isNew && expiresAt ? { expires_at: expiresAt().toISOString() } : {};
    const body = { ...session, state, ...expiry };
    const { record } = await mayfly.messengerSessions.upsert(body, options);
    return etagOf(record);
  };
  const create = async (place: StatePlace, state: object) => {
    // The user is stored first, so that no state is stored without a known owner.
    if (place.user !== undefined)
      await nameSubject.again(place.conversation_external_id, place.user);
    return put(place, state, { ifNoneMatch: '*' });
  };
  const replaceAny = async (place: StatePlace, state: object) => {
    // Between two calls, another process may create or delete the state. Then the loop tries the
    // other call. Each call has a condition, because only new state gets an expiry.
    for (let call = 1; ; call += 1)
      try {
        const isReplacing = call % 2 === 1;
        return await (isReplacing ? put(place, state, { ifMatch: '*' }) : create(place, state));
      } catch (error) {
        if (!isFailedPrecondition(error) || call === callsMax) throw error;
      }
  };
  return async (place, state, condition) => {
    const { conversation_external_id: conversation, user } = place;
    try {
      if (user !== undefined && condition.is !== 'absent')
        await nameSubject.once(conversation, user);
      if (condition.is === 'any') return await replaceAny(place, state);
      if (condition.is === 'absent') return await create(place, state);
      if (!entityTag.test(condition.tag)) throw new StateConflict();
      return await put(place, state, { ifMatch: condition.tag });
    } catch (error) {
      throw isFailedPrecondition(error) ? new StateConflict(error) : error;
    }
  };
}
