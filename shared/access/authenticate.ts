import { createReadThrough } from '../cache/read-through.ts';
import type { Category } from '../categories/define-category.ts';
import { type Membership, membershipsOf, personIdOf, personRef } from '../members/memberships.ts';
import { Problem } from '../problems/problem.ts';
import type { Caller } from '../records/context.ts';
import { createSettingsReader } from '../settings/read-settings.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from '../time/instant.ts';
import type { Lookup } from '../vault/lookup.ts';
import { tenantOfApiKey } from './api-key.ts';
import { createFindApiKey } from './find-api-key.ts';
import type { CredentialRequest, Identified, Identify } from './identity.ts';
import { scopesOfRole } from './roles.ts';

const cachedPeople = 5_000;

export type Person = Identified & {
  readonly id: string;
  readonly memberships: readonly Membership[];
};

/** Finds out who calls. @throws Problem `credential-…`, `token-invalid`, `tenant-unnamed`, `not-a-member` */
export type Authenticate = {
  /** For whom, with what rights and under which settings a request works. */
  readonly caller: (
    request: CredentialRequest,
  ) => Promise<{ readonly caller: Caller; readonly renewed?: string }>;
  /** The person behind a request, whatever tenants they belong to; API keys are refused. */
  readonly person: (request: CredentialRequest) => Promise<Person>;
};

export type AuthenticateDeps = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly categories: readonly Category[];
  /** Where people sign in; without it only API keys are accepted. */
  readonly people: { readonly identify: Identify; readonly lookup: Lookup } | undefined;
};

function bearerOf(request: CredentialRequest): string | undefined {
  const authorization = request.headers.get('authorization');
  if (authorization === null) return undefined;
  const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Problem('credential-malformed');
  return token;
}

/**
 * Authenticates by API key, or by a person's token or session. Keys, memberships and settings are remembered
 * for 5 s, so that a revoked key, a removed member and a changed profile hold everywhere within that time.
 */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const findApiKey = createFindApiKey(deps);
  const readSettings = createSettingsReader(deps);
  const remember = createReadThrough<readonly Membership[]>({
    now: deps.now,
    names: cachedPeople,
  });

  async function byApiKey(key: string): Promise<Caller> {
    const named = tenantOfApiKey(key);
    if (named === undefined) throw new Problem('credential-malformed');
    // At once: a process's first request waits for both.
    const [{ tenant, prefix, scopes }, settings] = await Promise.all([
      findApiKey(key),
      readSettings(named),
    ]);
    if (settings === undefined) throw new Problem('credential-unknown');
    return { tenant, scopes, settings, actor: { kind: 'api_key', id: prefix } };
  }

  async function person(request: CredentialRequest): Promise<Person> {
    const identified = await deps.people?.identify(request);
    if (identified === undefined || deps.people === undefined)
      throw new Problem(
        bearerOf(request) === undefined ? 'credential-missing' : 'credential-malformed',
      );
    const id = await personIdOf(deps.people.lookup, identified.identity.email);
    const memberships = await remember(id, async () =>
      membershipsOf(await deps.store.get(personRef(id))),
    );
    return { ...identified, id, memberships };
  }

  function chooseTenant(request: CredentialRequest, { memberships }: Person): Membership {
    const named = request.headers.get('mayfly-tenant');
    const [first, ...others] = memberships;
    if (named === null && first !== undefined && others.length > 0)
      throw new Problem('tenant-unnamed');
    const chosen = named === null ? first : memberships.find(({ tenant }) => tenant === named);
    if (chosen === undefined) throw new Problem('not-a-member');
    return chosen;
  }

  async function asMember(request: CredentialRequest) {
    const found = await person(request);
    const { tenant, role } = chooseTenant(request, found);
    const settings = await readSettings(tenant);
    if (settings === undefined) throw new Problem('not-a-member');
    const { email } = found.identity;
    const caller: Caller = {
      tenant,
      settings,
      scopes: scopesOfRole(role, deps.categories),
      actor: { kind: 'person', id: found.id, email, role },
    };
    return { caller, ...(found.renewed !== undefined && { renewed: found.renewed }) };
  }

  return {
    person,
    async caller(request) {
      const bearer = bearerOf(request);
      // A key says so itself; whatever else comes is a person's.
      if (bearer?.startsWith('mf_') || (bearer !== undefined && deps.people === undefined))
        return { caller: await byApiKey(bearer) };
      return asMember(request);
    },
  };
}
