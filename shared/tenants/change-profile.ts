import { type Checked, type Committing, retryChecked } from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { rightTo } from '#shared/access/scope.ts';
import { rememberedMicros } from '#shared/base/cache/read-through.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { controlRef, decodeSettings, encodeSettings } from '#shared/settings/encode-settings.ts';
import { originWrites } from '#shared/settings/origin-lookup.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { planProfile } from './plan-profile.ts';
import { profileChangeSchema } from './profile-schema.ts';

export type ProfileDeps = Pick<RecordDeps, 'store' | 'now' | 'random' | 'sleep'> & {
  readonly categories: readonly Category[];
};

/** Who may change what a tenant has decided. */
export const administrates = rightTo('tenant');

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
  now: Checked<Committing & Pick<ProfileDeps, 'now'>>,
  control: StoredDocument,
  settings: TenantSettings,
  beside: readonly Write[] = [],
): Promise<void> {
  const { debug_until: _ended, ...kept } = control.data;
  const data = {
    ...kept,
    ...encodeSettings(settings),
    changed_at: now.now(),
    // What the erase sweep looks for.
    pending: settings.fences.length > 0 || settings.shortenings.length > 0,
  };
  const { ref, version } = control;
  await now.commit([{ kind: 'replace', ref, data, version }, ...beside]);
}

/**
 * Changes the usage profile: modules, where each category goes and how long it stays, origins. Holds everywhere
 * from `effectiveAt` on; what was switched off with `existing: delete`, and what a shorter retention leaves no
 * time, is shown to nobody from then on and deleted by the erase sweep.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`
 */
export async function changeProfile(
  deps: ProfileDeps,
  caller: Acting,
  body: unknown,
): Promise<Changed> {
  administrates(caller);
  const change = parse(profileChangeSchema(deps.categories), body);
  return retryChecked({ ...deps, ...caller }, administrates, async (now) => {
    const { tenant, store } = now;
    const control = await readControl(now, tenant);
    const current = decodeSettings(control.data);
    const at = effectiveAfter(now.now());
    const { settings } = planProfile(now.categories, current, change, at);
    const beside = await originWrites(store, tenant, current.origins, settings.origins);
    await writeControl(now, control, settings, beside);
    // Who read the former settings just before they were written may remember them for as long from then.
    return { settings, effectiveAt: effectiveAfter(now.now()) };
  });
}
