import * as z from 'zod';
import {
  memberRef,
  personWrite,
  withMembership,
} from '#shared/access/members/change-membership.ts';
import { chooseIssuer } from '#shared/access/members/choose-issuer.ts';
import { issuerName } from '#shared/access/members/manage-members.ts';
import { personRef } from '#shared/access/members/memberships.ts';
import { type MemberDeps, sealEmail } from '#shared/access/members/seal-member.ts';
import { personAddress } from '#shared/base/addresses/person-address.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { encodeSettings, profileRef } from '#shared/settings/encode-settings.ts';
import { usualRegion } from '#shared/settings/regions.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { isInUse, modulesOf } from './modules.ts';

/** A tenant's id: part of its API keys, so no longer than those take. */
export const tenantId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

export function newTenantSchema(categories: readonly Category[]) {
  return z.strictObject({
    id: tenantId,
    /** The address of the first owner. */
    owner: personAddress,
    issuer: issuerName,
    modules: z
      .array(z.enum(modulesOf(categories)))
      .max(100)
      .default([]),
  });
}

/** What a tenant keeps from the first day: what its modules use, and nothing else. */
function firstSettings(
  categories: readonly Category[],
  modules: readonly string[],
): TenantSettings {
  const chosen = categories.map((category) => {
    const destination = isInUse(category, modules) ? ('server' as const) : ('off' as const);
    return [category.id, { destination, retentionDays: undefined }] as const;
  });
  return {
    modules: [...new Set(modules)],
    categories: Object.fromEntries(chosen),
    fences: [],
    shortenings: [],
    origins: [],
    defaultRegion: usualRegion,
    debugUntil: undefined,
  };
}

export type NewTenant = { readonly id: string; readonly settings: TenantSettings };

export type CreateTenantDeps = MemberDeps & {
  readonly categories: readonly Category[];
  /** Notes in the tenant's own log that it is about to be created; when it throws, nothing is. */
  readonly note: (created: NewTenant) => Promise<void>;
};

/**
 * Creates a tenant with its first owner, in one commit. For operators alone. Nothing is noted in the log of a
 * tenant that is there already; a creation that fails after its note leaves an entry, which expires like any other.
 * @throws Problem `validation-failed`, `tenant-exists`, `contention`, and what `note` throws
 */
export async function createTenant(deps: CreateTenantDeps, body: unknown): Promise<NewTenant> {
  const input = parse(newTenantSchema(deps.categories), body);
  const { id: tenant, owner, modules } = input;
  const { issuers } = deps;
  const issuer = chooseIssuer(issuers, { email: owner, pointer: '/owner', issuer: input.issuer });
  const settings = firstSettings(deps.categories, modules);
  if ((await deps.store.get(profileRef(tenant))) !== undefined) throw new Problem('tenant-exists');
  await deps.note({ id: tenant, settings });
  const id = await deps.personIds.idOf(owner);
  const sealed = await sealEmail(deps, tenant, id, owner);
  await retryOnConflict(deps, async () => {
    const [profile, person] = await deps.store.getAll([profileRef(tenant), personRef(id)]);
    if (profile !== undefined) throw new Problem('tenant-exists');
    const now = deps.now();
    const times = { created_at: now, changed_at: now };
    const standing = { role: 'owner', issuer } as const;
    const data = { ...encodeSettings(settings), ...times, owners: [id] };
    await deps.store.commit([
      { kind: 'create', ref: profileRef(tenant), data },
      { kind: 'create', ref: memberRef(tenant, id), data: { ...sealed, ...times, ...standing } },
      ...personWrite(id, person, withMembership(person, tenant, standing)),
    ]);
  });
  return { id: tenant, settings };
}
