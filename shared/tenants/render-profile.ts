import { formatInstant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { settingsOf, type TenantSettings } from '#shared/settings/settings.ts';
import { effectiveDays } from './plan-profile.ts';

function renderCategory(settings: TenantSettings, category: Category) {
  const own = settingsOf(settings, category);
  const isPending = ({ category: id }: { readonly category: string }) => id === category.id;
  return {
    destination: own.destination,
    retention_days: own.retentionDays ?? null,
    effective_days: effectiveDays(category, own),
    /** What the erase sweep must still do. */
    pending: [
      ...(settings.fences.some(isPending) ? ['delete'] : []),
      ...(settings.shortenings.some(isPending) ? ['shorten'] : []),
    ],
  };
}

/** A tenant's usage profile, as interfaces answer it. */
export function renderProfile(
  categories: readonly Category[],
  tenant: string,
  settings: TenantSettings,
) {
  const rendered = categories.map((each) => [each.id, renderCategory(settings, each)] as const);
  return {
    id: tenant,
    modules: settings.modules,
    origins: settings.origins,
    default_region: settings.defaultRegion,
    time_zone: settings.timeZone,
    debug_until: settings.debugUntil === undefined ? null : formatInstant(settings.debugUntil),
    categories: Object.fromEntries(rendered),
  };
}
