import type { Identify } from '#shared/access/identity.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import { roles } from '#shared/access/roles.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import {
  type ApiFixture,
  createApiFixture,
  fixtureIssuer,
  fixtureNow,
} from '../../generate/testing/create-api-fixture.ts';
import { functionOf } from '../../generate/testing/function-of.ts';

/**
 * Accepts the token `as-<name>` for the person with this name until the person's session ends.
 * Other tests verify real tokens.
 */
function createIdentify(ended: ReadonlySet<string>): Identify {
  return async ({ headers }) => {
    const name = /^Bearer as-(\w+)$/.exec(headers.get('authorization') ?? '')?.[1];
    if (name === undefined) return undefined;
    if (ended.has(name)) throw new Problem('session-ended');
    return { identity: { email: `${name}@example.org`, issuer: fixtureIssuer } };
  };
}

/** An entry of the manager log, as a reader of the log sees it. */
export type Entry = {
  readonly actor: string;
  readonly action: string;
  readonly target?: string;
  readonly outcome: string;
  readonly ip: string;
};

export type PeopleFixture = ApiFixture & {
  /** Ends the session of `<who>@example.org`. */
  readonly endSession: (who: string) => void;
  /**
   * Sends a request as `<who>@example.org`, or with an API key. A member's name is the name of
   * their role, for example `owner`.
   */
  readonly as: (
    who: string,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly text: string }>;
  /**
   * Returns the manager log of the reader's tenant, the oldest entry first. `reader` is a name or
   * an API key. By default it is a key of the tenant `blumen`.
   */
  readonly entries: (reader?: string) => Promise<Entry[]>;
};

/** Creates every function, and a tenant `blumen` that has a member of each role. */
export async function createPeopleFixture(): Promise<PeopleFixture> {
  const ended = new Set<string>();
  const fixture = createApiFixture({ identify: createIdentify(ended) });
  const tenant = 'blumen';
  await openTenant({ store: fixture.store, now: () => fixtureNow }, tenant);
  const actor = { kind: 'api_key', id: '' } as const;
  const caller = asActing({ tenant, scopes: new Set(['tenant']), settings: everythingOn(), actor });
  for (const role of roles)
    await inviteMember(fixture.memberDeps, caller, { email: `${role}@example.org`, role });
  const as: PeopleFixture['as'] = async (who, method, path, body) => {
    const [withoutQuery = ''] = path.split('?');
    const response = await fixture.apps[functionOf(withoutQuery)].request(path, {
      method,
      headers: {
        authorization: who.startsWith('mf_') ? `Bearer ${who}` : `Bearer as-${who}`,
        'x-forwarded-for': '203.0.113.7',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text };
  };
  return {
    ...fixture,
    endSession: (who) => void ended.add(who),
    as,
    async entries(reader) {
      const by = reader ?? (await fixture.newKey(['manager_log:read']));
      const { text } = await as(by, 'GET', '/v1/manager-log');
      return (JSON.parse(text) as { items: Entry[] }).items.toReversed();
    },
  };
}
