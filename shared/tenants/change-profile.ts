import {
  actFor,
  type Checked,
  type Committing,
  retryChecked,
} from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { rightTo } from '#shared/access/scope.ts';
import { rememberedMicros } from '#shared/base/cache/read-through.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { addFences } from '#shared/settings/add-fences.ts';
import {
  decodeDecisions,
  decodeSettings,
  encodeSettings,
  fencesRef,
  heldBy,
  profileChangedAt,
  profileRef,
} from '#shared/settings/encode-settings.ts';
import { originWrites } from '#shared/settings/origin-lookup.ts';
import { decisionsIn } from '#shared/settings/pending-change.ts';
import type { Fence, TenantSettings } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { CoolingOff } from './cool-off.ts';
import { planProfile } from './plan-profile.ts';
import { profileChangeSchema } from './profile-schema.ts';
import { profileTag } from './profile-tag.ts';

export type ProfileDeps = Pick<
  RecordDeps,
  'store' | 'now' | 'random' | 'sleep' | 'randomBytes' | 'purgeShards' | 'backupDays'
> & {
  readonly categories: readonly Category[];
};

/** The right to change a tenant's settings. */
export const administrates = rightTo('tenant');

export type Changed = { readonly settings: TenantSettings; readonly effectiveAt: Instant };

/**
 * The instant, in whole milliseconds, from which every process uses settings that are written now.
 */
export function effectiveAfter(now: Instant): Instant {
  return Math.ceil((now + rememberedMicros) / microsPerMilli) * microsPerMilli;
}

/** The documents that a change of a tenant's settings needs. */
export type StoredSettings = {
  readonly profile: StoredDocument;
  readonly fences: StoredDocument | undefined;
  readonly settings: TenantSettings;
};

/**
 * Reads the stored settings of a tenant for a change. The fences are read after the profile.
 * Suppose a fence is in the profile but not in the document of fences. Then the sweep has already
 * deleted the records that the fence hid, and the change may remove the fence from the profile.
 * @throws Problem `not-a-member` if there is no such tenant
 */
export async function readStored(
  { store, now }: Pick<ProfileDeps, 'store' | 'now'>,
  tenant: string,
): Promise<StoredSettings> {
  const profile = await store.get(profileRef(tenant));
  if (profile === undefined) throw new Problem('not-a-member');
  const fences = await store.get(fencesRef(tenant));
  return { profile, fences, settings: decodeSettings(profile.data, fences?.data, now()) };
}

/**
 * Replaces the stored settings. New fences are written first. Then new decisions about existing
 * data are noted in the ledger, so that they also apply to a restored backup. The profile is
 * written last. Only fences that the profile contains are effective.
 * @throws WriteConflict
 */
export async function writeSettings(
  now: Checked<Committing & Pick<ProfileDeps, 'now'>>,
  { profile, fences }: StoredSettings,
  settings: TenantSettings,
  ledger: Ledger,
  beside: readonly Write[] = [],
): Promise<void> {
  const { ref, version } = profile;
  const later = decisionsIn(settings.pending);
  const before = decodeDecisions(fences?.data);
  const added = heldBy(later, before, false);
  const isWaiting = added.fences.length + added.shortenings.length > 0;
  await addFences(now, ref.tenant, fences, {
    fences: [...settings.fences, ...later.fences],
    shortenings: [...settings.shortenings, ...later.shortenings],
  });
  const { debug_until: _ended, notices: _routes, ...kept } = profile.data;
  const changed_at = profileChangedAt(profile.data, now.now());
  const data = { ...kept, ...encodeSettings(settings), changed_at };
  const writes: Write[] = [{ kind: 'replace', ref, data, version }, ...beside];
  const { tenant } = ref;
  const decisions = heldBy(settings, before, false);
  const isDecided = decisions.fences.length + decisions.shortenings.length > 0;
  const deeds: Deed[] = [
    ...(isDecided ? [{ kind: 'decision', tenant, decisions } as const] : []),
    ...(isWaiting ? [{ kind: 'waiting', tenant } as const] : []),
  ];
  if (deeds.length === 0) await now.commit(writes);
  else await ledger.commit(now, deeds, writes);
}

/**
 * Stores in each fence of this change the instant at which the database read the profile, by the
 * database's clock. Earlier fences stay as they are.
 */
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
 * Returns what is needed to plan changes that wait for a cooling-off time: the time of the request,
 * and a function that makes ids.
 */
export function coolingOffFrom(
  deps: Pick<ProfileDeps, 'now' | 'randomBytes'>,
  { times }: Pick<StoredDocument, 'times'>,
): CoolingOff {
  return { now: deps.now(), databaseNow: times?.read, newId: () => newRecordId(deps) };
}

/**
 * Changes the usage profile: modules, the place and the retention of each category, origins,
 * country, time zone, cooling-off time. The change takes effect everywhere at `effectiveAt`. From
 * then on two kinds of records are hidden. The first kind are the records of a category that was
 * switched off with `existing: delete`. The erase sweep deletes them. The second kind are records
 * that are too old for a shorter retention. The erase sweep gives them an earlier expiry, and the
 * purge deletes them. If the tenant has a cooling-off time, changes that hide records take effect
 * after this time. A shorter cooling-off time also takes effect only after the old one has passed.
 * `ifMatch` is a list of tags. If the stored profile has none of these tags, the change is refused.
 * @throws Problem `scope-missing`, `validation-failed`, `precondition-failed`, `contention`
 */
export async function changeProfile(
  deps: ProfileDeps,
  caller: Acting,
  body: unknown,
  ifMatch: readonly string[] = ['*'],
): Promise<Changed> {
  administrates(caller);
  const change = parse(profileChangeSchema(deps.categories), body);
  // The tags that earlier attempts of this request may have stored. A commit may be stored although
  // its answer is lost.
  const own = new Set<string>();
  const ledger = openLedger({ ...deps, tenant: caller.tenant });
  const changing = retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { tenant, store } = now;
    const stored = await readStored(now, tenant);
    const at = effectiveAfter(now.now());
    const current = stored.settings;
    const tag = profileTag(current);
    if (![tag, '*'].some((each) => ifMatch.includes(each)) && !own.has(tag))
      throw new Problem('precondition-failed');
    const cooling = coolingOffFrom(now, stored.profile);
    const plan = planProfile(now.categories, current, change, at, cooling);
    const planned = plan.settings;
    const settings = { ...planned, fences: dated(planned.fences, at, stored.profile) };
    const beside = await originWrites(store, tenant, current.origins, settings.origins);
    own.add(profileTag(settings));
    await writeSettings(now, stored, settings, ledger, beside);
    // A process that read the old settings just before this write may use them until `effectiveAt`.
    // Another process with a faster clock may have stored the same shorter retention before.
    const decided = settings.shortenings.map(({ upTo }) => upTo);
    const effectiveAt = Math.max(plan.effectiveAt, effectiveAfter(now.now()), ...decided);
    return { settings, effectiveAt };
  });
  return ledger.close(changing);
}
