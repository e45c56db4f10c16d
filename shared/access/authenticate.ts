import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { isLeaving } from '#shared/settings/live-rule.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import type { Store } from '#shared/store/store.ts';
import { tenantOfApiKey } from './api-key.ts';
import type { Caller } from './caller.ts';
import { createFindApiKey, type FoundApiKey } from './find-api-key.ts';
import type { CredentialRequest, Identified, Identify } from './identity.ts';
import { type Membership, membershipsOf, personRef } from './members/memberships.ts';
import type { PersonIds } from './members/person-ids.ts';
import { scopesOfRole } from './roles.ts';

export type Person = Identified & {
  readonly id: string;
  /**
   * The person's memberships that require the issuer of this identity. Memberships that require
   * another issuer are left out.
   */
  readonly memberships: readonly Membership[];
};

/**
 * With `fresh`, memberships and settings come from the database and not from the cache. Use it for
 * the first read after a request has changed a membership or a setting.
 */
export type Freshness = {
  readonly fresh?: boolean;
  /**
   * Also accepts callers of a tenant that is being erased, so that they can see the progress of the
   * erasure.
   */
  readonly leaving?: boolean;
};

/** The caller, and a function that notes which rights of the API key the request uses. */
export type FoundCaller = {
  readonly caller: Caller;
  /** Notes the used rights, and never fails. Undefined if the caller is a person. */
  readonly noteUse?: FoundApiKey['noteUse'];
};

/**
 * Identifies the caller.
 * @throws Problem `credential-…`, `token-invalid`, `issuer-unavailable`, `session-ended`,
 * `cross-site-request`, `tenant-unnamed`, `not-a-member`, `tenant-erased`
 */
export type Authenticate = {
  /** Returns the caller of a request, with the caller's tenant, rights and settings. */
  readonly caller: (request: CredentialRequest, freshness?: Freshness) => Promise<FoundCaller>;
  /**
   * Identifies the person who sends the request, without choosing a tenant.
   * @throws Problem `people-only` for an API key
   */
  readonly person: (request: CredentialRequest, freshness?: Freshness) => Promise<Person>;
};

export type AuthenticateDeps = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly categories: readonly Category[];
  /** The dependencies for the sign-in of people. Without them only API keys are accepted. */
  readonly people: { readonly identify: Identify; readonly personIds: PersonIds } | undefined;
};

function bearerOf(request: CredentialRequest): string | undefined {
  const authorization = request.headers.get('authorization');
  if (authorization === null) return undefined;
  const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Problem('credential-malformed');
  return token;
}

/**
 * Authenticates by API key, or by a person's token or session. It caches keys, memberships and
 * settings for 5 s. So in every process, a revoked key, a removed member and a changed profile take
 * effect within 5 s. With `fresh` it reads memberships and settings again.
 */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const findApiKey = createFindApiKey(deps);
  const readSettings = createSettingsReader(deps);
  const remember = createReadThrough<readonly Membership[]>(deps);

  /** @throws Problem `tenant-erased` */
  function requireStaying(settings: TenantSettings, { leaving = false }: Freshness): void {
    if (!leaving && isLeaving(settings, deps.now())) throw new Problem('tenant-erased');
  }

  async function byApiKey(key: string, freshness: Freshness): Promise<FoundCaller> {
    const named = tenantOfApiKey(key);
    if (named === undefined) throw new Problem('credential-malformed');
    // The API key and the settings are read in parallel, because the first request of a process
    // needs both.
    const [{ tenant, prefix, scopes, noteUse }, settings] = await Promise.all([
      findApiKey(key),
      readSettings(named, freshness.fresh),
    ]);
    if (settings === undefined) throw new Problem('credential-unknown');
    requireStaying(settings, freshness);
    const actor = { kind: 'api_key', id: prefix } as const;
    return { caller: { tenant, scopes, settings, actor }, noteUse };
  }

  async function person(request: CredentialRequest, { fresh }: Freshness = {}): Promise<Person> {
    const bearer = bearerOf(request);
    if (bearer?.startsWith('mf_')) {
      await byApiKey(bearer, { leaving: true });
      throw new Problem('people-only');
    }
    const identified = await deps.people?.identify(request);
    if (identified === undefined || deps.people === undefined)
      throw new Problem(bearer === undefined ? 'credential-missing' : 'credential-malformed');
    const { email, issuer } = identified.identity;
    const id = await deps.people.personIds.idOf(email);
    const read = async () => membershipsOf(await deps.store.get(personRef(id)));
    const held = await remember(id, read, fresh);
    const memberships = held.filter((membership) => membership.issuer === issuer);
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

  async function asMember(request: CredentialRequest, freshness: Freshness) {
    const found = await person(request, freshness);
    const { tenant, role } = chooseTenant(request, found);
    const settings = await readSettings(tenant, freshness.fresh);
    if (settings === undefined) throw new Problem('not-a-member');
    requireStaying(settings, freshness);
    const { email } = found.identity;
    const caller: Caller = {
      tenant,
      settings,
      scopes: scopesOfRole(role, deps.categories),
      actor: { kind: 'person', id: found.id, email, role },
    };
    return { caller };
  }

  return {
    person,
    async caller(request, freshness = {}) {
      const bearer = bearerOf(request);
      // An API key begins with `mf_`. A function without sign-in treats every bearer token as an
      // API key.
      if (bearer?.startsWith('mf_') || (bearer !== undefined && deps.people === undefined))
        return byApiKey(bearer, freshness);
      return asMember(request, freshness);
    },
  };
}
