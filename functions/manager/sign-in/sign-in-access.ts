import { membershipsOf, personRef } from '#shared/access/members/memberships.ts';
import { type Extended, extendSession } from '#shared/access/session/extend-session.ts';
import type { IssueSessionDeps } from '#shared/access/session/issue-session.ts';
import type { ReadSession } from '#shared/access/session/read-session.ts';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import { createProfileReader } from '#shared/settings/read-settings.ts';
import type { Store } from '#shared/store/store.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPersonAccess, type PersonAccess } from '#shared/wiring/person-access.ts';
import type { Platform } from '#shared/wiring/platform.ts';

/** A session that is about to begin or to end, or a sign-in that was refused. */
export type SessionEvent = {
  readonly action: 'sessions.begin' | 'sessions.end';
  /** The email address in its normalised form for comparisons. */
  readonly email: string;
  /**
   * The issuer that verified the address. It is undefined if the sign-in refused the answer of the
   * issuer.
   */
  readonly issuer: string | undefined;
  /** The id of the session, or `everywhere`. */
  readonly target?: string;
  readonly ip: string | undefined;
};

/**
 * Notes the beginning or the end of a session in the manager log of every tenant of the person. A
 * tenant may require another issuer for the person. Then the log of this tenant records the sign-in
 * as refused, and does not record the sign-out.
 * @returns for each entry its place: the tenant, the chain and the number
 * @throws as {@link ManagerLogWriter}
 */
export type NoteSession = (event: SessionEvent) => Promise<readonly EntryPlace[]>;

function createNoteSession(deps: {
  readonly store: Store;
  readonly now: Clock;
  readonly people: Pick<PersonAccess['people'], 'personIds'>;
  readonly managerLog: ManagerLogWriter;
}): NoteSession {
  const readProfile = createProfileReader(deps);
  return async ({ action, email, issuer, target, ip }) => {
    const actorId = await deps.people.personIds.idOf(email);
    const memberships = membershipsOf(await deps.store.get(personRef(actorId)));
    const places = await Promise.all(
      memberships.map(async ({ tenant, issuer: expected }) => {
        const isRefused = expected !== issuer;
        const settings = await readProfile(tenant);
        if (settings === undefined || (isRefused && action === 'sessions.end')) return [];
        const place = await deps.managerLog.record({
          tenant,
          settings,
          actor: email,
          actorId,
          action,
          outcome: isRefused ? 'refused' : 'requested',
          ...(target !== undefined && !isRefused && { target }),
          ...(ip !== undefined && { ip }),
        });
        return [place];
      }),
    );
    return places.flat();
  };
}

/** The access to sessions and to the manager log that signing in and out needs. */
export type SignInAccess = Pick<PersonAccess, 'readSession'> & {
  readonly sessions: PersonAccess['sessions'] & IssueSessionDeps;
  /** Extends a session at most once in 5 s, even if several pages ask. */
  readonly extend: (session: ReadSession) => Promise<Extended>;
  readonly noteSession: NoteSession;
};

/** Creates the access to sessions and to the manager log. */
export function createSignInAccess(platform: Platform, wrapper: KeyWrapper): SignInAccess {
  const { readSession, sessions, people } = createPersonAccess(platform, wrapper);
  const managerLog = createManagerLog(platform, wrapper, people.personIds);
  const { store, now } = platform;
  const signing = { ...sessions, signer: signerOf(platform, 'manager', 'session_signing') };
  const remember = createReadThrough<Extended>(platform);
  return {
    readSession,
    sessions: signing,
    extend: (session) =>
      remember(session.identity.sessionId, () => extendSession(signing, session)),
    noteSession: createNoteSession({ store, now, people, managerLog }),
  };
}
