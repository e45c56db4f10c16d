import type { Caller } from '#shared/access/caller.ts';
import { requireScope } from '#shared/access/scope.ts';
import { rememberedMicros } from '#shared/base/cache/read-through.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { controlRef, decodeSettings, encodeSettings } from '#shared/settings/encode-settings.ts';
import { originWrites } from '#shared/settings/origin-lookup.ts';
import type { Fence, TenantSettings } from '#shared/settings/settings.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { planProfile } from './plan-profile.ts';
import { profileChangeSchema } from './profile-schema.ts';

export type ProfileDeps = Pick<RecordDeps, 'store' | 'now' | 'random' | 'sleep'> & {
  readonly categories: readonly Category[];
};

export type Changed = { readonly settings: TenantSettings; readonly effectiveAt: Instant };

/** A moment at which every process has read the settings that are written now, in whole milliseconds. */
export function effectiveAfter(now: Instant): Instant {
  return Math.ceil((now + rememberedMicros) / microsPerMilli) * microsPerMilli;
}

/** The control document of a tenant. @throws Problem `not-a-member` where there is none */
export async function readControl(
  deps: Pick<ProfileDeps, 'store'>,
  tenant: string,
): Promise<StoredDocument> {
  const control = await deps.store.get(controlRef(tenant));
  if (control === undefined) throw new Problem('not-a-member');
  return control;
}

/** Writes settings into the control document as it was read, with what belongs beside them. @throws WriteConflict */
export async function writeControl(
  deps: Pick<ProfileDeps, 'store' | 'now'>,
  control: StoredDocument,
  settings: TenantSettings,
  beside: readonly Write[] = [],
): Promise<void> {
  const { debug_until: _ended, ...kept } = control.data;
  const data = {
    ...kept,
    ...encodeSettings(settings),
    changed_at: deps.now(),
    // What the erase sweep looks for.
    pending: settings.fences.length > 0 || settings.shortenings.length > 0,
  };
  const { ref, version } = control;
  await deps.store.commit([{ kind: 'replace', ref, data, version }, ...beside]);
}

/** Fences with the moment of the decision by the database's clock, where they are of this decision. */
function dated(
  fences: readonly Fence[],
  effectiveAt: Instant,
  { times }: StoredDocument,
): readonly Fence[] {
  return fences.map((fence) =>
    times && fence.upTo === effectiveAt ? { ...fence, storedBy: times.read } : fence,
  );
}

/**
 * Changes the usage profile: modules, where each category goes and how long it stays, origins. Holds everywhere
 * from `effectiveAt` on; what was switched off with `existing: delete`, and what a shorter retention leaves no
 * time, is shown to nobody from then on and deleted by the erase sweep.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`
 */
export async function changeProfile(
  deps: ProfileDeps,
  caller: Caller,
  body: unknown,
): Promise<Changed> {
  requireScope(caller.scopes, 'tenant');
  const change = parse(profileChangeSchema(deps.categories), body);
  return retryOnConflict(deps, async () => {
    const control = await readControl(deps, caller.tenant);
    const effectiveAt = effectiveAfter(deps.now());
    const current = decodeSettings(control.data);
    const planned = planProfile(deps.categories, current, change, effectiveAt).settings;
    const settings = { ...planned, fences: dated(planned.fences, effectiveAt, control) };
    const { tenant } = caller;
    const beside = await originWrites(deps.store, tenant, current.origins, settings.origins);
    await writeControl(deps, control, settings, beside);
    return { settings, effectiveAt };
  });
}
