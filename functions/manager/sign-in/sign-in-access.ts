import { membershipsOf, personRef } from '#shared/access/members/memberships.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import type { Store } from '#shared/store/store.ts';
import type { PersonAccess } from '#shared/wiring/person-access.ts';

/** A session that is about to begin or to end, or that somebody was refused. */
export type SessionEvent = {
  readonly action: 'sessions.begin' | 'sessions.end';
  /** As addresses are compared. */
  readonly email: string;
  /** Who vouches for them; undefined where nobody does, so that the sign-in is refused. */
  readonly issuer: string | undefined;
  /** The session, or `everywhere`. */
  readonly target?: string;
  readonly ip: string | undefined;
};

/**
 * Notes a session in the manager log of every tenant that the person belongs to. Where another issuer was to vouch for
 * the member, a sign-in is noted as refused, and a sign-out, which is then somebody else’s, is not.
 * @throws as {@link ManagerLogWriter}
 */
export type NoteSession = (event: SessionEvent) => Promise<void>;

type NoteDeps = {
  readonly store: Store;
  readonly now: Clock;
  readonly people: Pick<PersonAccess['people'], 'personIds'>;
  readonly managerLog: ManagerLogWriter;
};

function createNoteSession(deps: NoteDeps): NoteSession {
  const readSettings = createSettingsReader(deps);
  return async ({ action, email, issuer, target, ip }) => {
    const actorId = await deps.people.personIds.idOf(email);
    const memberships = membershipsOf(await deps.store.get(personRef(actorId)));
    await Promise.all(
      memberships.map(async ({ tenant, issuer: expected }) => {
        const isRefused = expected !== issuer;
        const settings = await readSettings(tenant);
        if (settings === undefined || (isRefused && action === 'sessions.end')) return;
        await deps.managerLog.record({
          tenant,
          settings,
          actor: email,
          actorId,
          action,
          outcome: isRefused ? 'refused' : 'requested',
          ...(target !== undefined && !isRefused && { target }),
          ...(ip !== undefined && { ip }),
        });
      }),
    );
  };
}

/** What signing in and out works with. */
export type SignInAccess = Pick<PersonAccess, 'readSession' | 'sessions'> & {
  readonly noteSession: NoteSession;
};

/** Puts together what signing in and out works with. */
export function createSignInAccess(
  access: PersonAccess,
  deps: Omit<NoteDeps, 'people'>,
): SignInAccess {
  const { readSession, sessions, people } = access;
  return { readSession, sessions, noteSession: createNoteSession({ ...deps, people }) };
}
