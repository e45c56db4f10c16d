import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { DocumentData, DocumentRef, ReadStore } from '#shared/store/store.ts';
import { decodeSettings, fencesRef, namesDecisions, profileRef } from './encode-settings.ts';
import { takenFrom } from './live-rule.ts';
import type { TenantSettings } from './settings.ts';

type ReaderDeps = { readonly store: ReadStore; readonly now: () => Instant };

/**
 * Reads a tenant's settings, which are at most 5 s old. With `fresh` it reads the profile again,
 * and also the fences if the profile contains decisions. If the profile contains no decisions, the
 * fences of erasures may still be 5 s old. The result is undefined if there is no such tenant.
 */
export type SettingsReader = (
  tenant: string,
  fresh?: boolean,
) => Promise<TenantSettings | undefined>;

type Known = {
  readonly profile: DocumentData;
  readonly fences: DocumentData | undefined;
  readonly settings: TenantSettings;
};

/** The largest number of tenants whose settings a process remembers. */
const knownTenants = 5_000;

/** The earliest instant at which a cooling-off time ends. */
function nextEffect({ pending, erasures }: TenantSettings): Instant {
  const cooling = erasures.filter(({ coolsSince }) => coolsSince !== undefined).map(takenFrom);
  return Math.min(pending[0]?.effectiveAt ?? Infinity, ...cooling);
}

/**
 * Computes the settings from the two documents. It computes them again only if a document was
 * replaced or a cooling-off time has ended.
 */
function createDecoder({ now }: ReaderDeps) {
  const known = new BoundedMap<string, Known>(knownTenants);
  return (tenant: string, profile: DocumentData, fences: DocumentData | undefined) => {
    const before = known.get(tenant);
    const isSame = before?.profile === profile && before.fences === fences;
    if (isSame && now() < nextEffect(before.settings)) return before.settings;
    const settings = decodeSettings(profile, fences, now());
    known.set(tenant, { profile, fences, settings });
    return settings;
  };
}

/**
 * Makes a reader of settings. It reads a tenant's profile and fences in parallel, because a request
 * waits for them. Without `fresh`, a process reads each document at most once every 5 s. With
 * `fresh` it always reads the profile, and also the fences if the profile contains decisions.
 */
export function createSettingsReader(deps: ReaderDeps): SettingsReader {
  const profiles = createReadThrough<DocumentData | undefined>(deps);
  const waiting = createReadThrough<DocumentData | undefined>(deps);
  const decode = createDecoder(deps);
  const read = async (ref: DocumentRef) => (await deps.store.get(ref))?.data;
  const profileOf = (tenant: string, fresh: boolean) =>
    profiles(tenant, () => read(profileRef(tenant)), fresh);
  const fencesOf = (tenant: string, fresh = false) =>
    waiting(tenant, () => read(fencesRef(tenant)), fresh);

  async function readFresh(tenant: string) {
    const profile = await profileOf(tenant, true);
    if (profile === undefined) return undefined;
    return decode(tenant, profile, await fencesOf(tenant, namesDecisions(profile)));
  }

  return async (tenant, fresh = false) => {
    if (fresh) return readFresh(tenant);
    const [profile, fences] = await Promise.all([profileOf(tenant, false), fencesOf(tenant)]);
    return profile && decode(tenant, profile, fences);
  };
}

/**
 * Makes a reader of a tenant's profile alone, for callers that show no records and need no fences.
 * A process reads the profile of a tenant at most once every 5 s.
 */
export function createProfileReader(
  deps: ReaderDeps,
): (tenant: string) => Promise<TenantSettings | undefined> {
  const remember = createReadThrough<DocumentData | undefined>(deps);
  const decode = createDecoder(deps);
  return async (tenant) => {
    const read = async () => (await deps.store.get(profileRef(tenant)))?.data;
    const profile = await remember(tenant, read);
    return profile && decode(tenant, profile, undefined);
  };
}
