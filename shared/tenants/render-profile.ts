import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { isCoolingOff } from '#shared/settings/live-rule.ts';
import { settingsOf, type TenantSettings } from '#shared/settings/settings.ts';
import { effectiveDays } from './plan-profile.ts';
import { renderPending } from './render-pending.ts';

function renderCategory(settings: TenantSettings, category: Category, now: Instant) {
  const own = settingsOf(settings, category);
  const isPending = ({ category: id }: { readonly category: string }) => id === category.id;
  const isErased = settings.erasures.some((each) => isPending(each) && !isCoolingOff(each, now));
  return {
    destination: own.destination,
    retention_days: own.retentionDays ?? null,
    effective_days: effectiveDays(category, own),
    /** The work that the erase sweep still has to do on records of the category. */
    pending: [
      ...(isErased || settings.fences.some(isPending) ? ['delete'] : []),
      ...(settings.shortenings.some(isPending) ? ['shorten'] : []),
    ],
  };
}

/** A tenant's usage profile in the form of the API's answer. */
export function renderProfile(
  categories: readonly Category[],
  tenant: string,
  settings: TenantSettings,
  now: Instant,
) {
  const rendered = categories.map(
    (each) => [each.id, renderCategory(settings, each, now)] as const,
  );
  return {
    id: tenant,
    modules: settings.modules,
    origins: settings.origins,
    default_region: settings.defaultRegion,
    time_zone: settings.timeZone,
    debug_until: settings.debugUntil === undefined ? null : formatInstant(settings.debugUntil),
    cooling_off_hours: settings.coolingOffHours,
    /** The changes and erasures that wait and can still be cancelled. */
    pending: renderPending(settings, now),
    categories: Object.fromEntries(rendered),
  };
}
