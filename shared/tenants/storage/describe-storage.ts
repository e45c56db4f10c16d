import type { Caller } from '#shared/access/caller.ts';
import { requireOverview } from '#shared/access/scope.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { longestRetentionDays } from '#shared/settings/retention.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { countExpiries } from './count-expiries.ts';

/** Days that the overview looks ahead, one by one. */
const daysAhead = 30;

export type OverviewDeps = {
  readonly store: ReadStore;
  readonly now: Clock;
  readonly categories: readonly Category[];
};

/** Now, then the midnights (UTC) that end each of the days ahead. */
function edgesFrom(now: Instant): Instant[] {
  const today = Math.floor(now / microsPerDay) * microsPerDay;
  return [now, ...Array.from({ length: daysAhead }, (_, day) => today + (day + 1) * microsPerDay)];
}

async function describeCategory(
  deps: OverviewDeps & Pick<Caller, 'tenant' | 'settings'>,
  category: Category,
  edges: readonly Instant[],
) {
  const counts = await countExpiries(
    { ...deps, category, rule: categoryRuleOf(deps, category) },
    edges,
  );
  const { destination } = settingsOf(deps.settings, category);
  const personal = Object.entries({ ...category.fields, ...category.apart }).filter(
    ([, field]) => field.atRest === 'aes',
  );
  return {
    number: category.number,
    id: category.id,
    title: category.title.en,
    path: category.path,
    purpose: category.purpose.en,
    stored_when: category.storedWhen.en,
    retention: {
      basis: category.retention.basis,
      days: category.retention.days,
      longer_choices: category.retention.longerChoices,
      longest_days: longestRetentionDays(category),
    },
    destination,
    chosen_days: settingsOf(deps.settings, category).retentionDays ?? null,
    encrypted_fields: personal.map(([name]) => name),
    live: counts.live,
    overdue: counts.overdue,
    expires: counts.within.map((count, day) => ({
      date: formatInstant(edges[day] ?? 0).slice(0, 10),
      count,
    })),
    expires_later: counts.later,
  };
}

/**
 * What a tenant has stored: every category with its promise, how many live records it has, and how
 * many of them expire on which day. Only numbers; no record is read or decrypted.
 * @throws Problem `scope-missing`
 */
export async function describeStorage(deps: OverviewDeps, caller: Caller) {
  requireOverview(caller.scopes);
  const now = deps.now();
  const edges = edgesFrom(now);
  const described = await Promise.all(
    deps.categories.map((category) =>
      describeCategory(
        { ...deps, tenant: caller.tenant, settings: caller.settings },
        category,
        edges,
      ),
    ),
  );
  return { tenant: caller.tenant, as_of: formatInstant(now), categories: described };
}
