import * as z from 'zod';
import { commitAs } from '#shared/access/commit-checked.ts';
import { type DoOnce, doUnkeyed, type RunAttempts } from '#shared/access/do-once.ts';
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
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { usualRegion, usualTimeZone } from '#shared/settings/regions.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { goneTenantRef } from './collections.ts';
import { isInUse, modulesOf } from './modules.ts';

/**
 * A tenant's id. It is part of the tenant's API keys. The form of API keys limits the length of the
 * id.
 */
export const tenantId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,39}$/,
    '2 to 40 characters: first a small letter, then small letters, digits and hyphens',
  );

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

/**
 * The settings of a new tenant. The tenant stores the categories that every tenant stores, and the
 * categories that its modules use.
 */
export function firstSettings(
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
    erasures: [],
    coolingOffHours: 0,
    pending: [],
    origins: [],
    defaultRegion: usualRegion,
    timeZone: usualTimeZone,
    notices: [],
    debugUntil: undefined,
  };
}

export type NewTenant = { readonly id: string; readonly settings: TenantSettings };

export type CreateTenantDeps = MemberDeps & {
  readonly categories: readonly Category[];
  /**
   * Writes an entry about the creation into the new tenant's manager log, before the tenant is
   * created. If this function throws, no tenant is created.
   */
  readonly note: (created: NewTenant) => Promise<void>;
  /** Checks, before each commit, that the caller is still an operator. */
  readonly findOperator: () => Promise<unknown>;
};

/**
 * Creates a tenant with its first owner, in one commit. Only operators may do this. If the tenant
 * already exists, nothing is written to its manager log. If the commit fails after the entry in the
 * manager log was written, the entry remains until it expires. A repeated request with the same
 * `Idempotency-Key` writes nothing, and answers with the present settings.
 * @throws Problem `validation-failed`, `tenant-exists`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `contention`, and the errors of `note`
 */
export async function createTenant(
  deps: CreateTenantDeps,
  body: unknown,
  once: DoOnce = doUnkeyed,
): Promise<NewTenant> {
  const input = parse(newTenantSchema(deps.categories), body);
  const { id: tenant, owner, modules } = input;
  const { issuers } = deps;
  const issuer = chooseIssuer(issuers, { email: owner, pointer: '/owner', issuer: input.issuer });
  const settings = firstSettings(deps.categories, modules);
  const created = { id: tenant, settings };
  const prepare = createOnlyOnce(async () => {
    const refs = [profileRef(tenant), goneTenantRef(tenant)] as const;
    const [known, gone] = await Promise.all(refs.map((ref) => deps.store.get(ref)));
    // The id of an erased tenant is never used again. Otherwise the members of the erased tenant
    // would belong to the new tenant.
    if (known !== undefined || gone !== undefined) throw new Problem('tenant-exists');
    await deps.note(created);
    const id = await deps.personIds.idOf(owner);
    return { id, sealed: await sealEmail(deps, tenant, id, owner) };
  });
  const { store, now } = deps;
  const commit = commitAs(store, deps.findOperator);
  const attempts: RunAttempts = (attempt) =>
    retryOnConflict(deps, (number) => attempt({ store, now, commit }, number));
  return once<NewTenant>(attempts, {
    async commit(_attempt, remember) {
      const { id, sealed } = await prepare();
      const [profile, person] = await store.getAll([profileRef(tenant), personRef(id)]);
      if (profile !== undefined) throw new Problem('tenant-exists');
      const at = now();
      const times = { created_at: at, changed_at: at };
      const standing = { role: 'owner', issuer } as const;
      const data = { ...encodeSettings(settings), ...times, owners: [id] };
      await commit([
        { kind: 'create', ref: profileRef(tenant), data },
        { kind: 'create', ref: memberRef(tenant, id), data: { ...sealed, ...times, ...standing } },
        ...personWrite(id, person, withMembership(person, tenant, standing)),
        ...remember(tenant),
      ]);
      return created;
    },
    async repeat() {
      const found = await createSettingsReader(deps)(tenant, true);
      return found && { id: tenant, settings: found };
    },
  });
}

/**
 * Makes a function that does the work at its first call, and returns the same result at later
 * calls.
 */
function createOnlyOnce<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
