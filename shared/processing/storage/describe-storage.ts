import type { Caller } from '#shared/access/caller.ts';
import { requireOverview } from '#shared/access/scope.ts';
import type { ReadThrough } from '#shared/base/cache/read-through.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Language } from '#shared/categories/texts.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { longestRetentionDays } from '#shared/settings/retention.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { readLastPurge } from '#shared/sweeps/reports/read-reports.ts';
import { countExpiries } from '#shared/tenants/storage/count-expiries.ts';
import { listKeys } from '../keys/describe-keys.ts';
import { countCollection } from './count-collection.ts';

/** The overview states for 30 days, beginning today, how many records expire. */
const daysAhead = 30;
/**
 * For collections that contain no records, the overview states only 7 days, because each day costs
 * one count for each of these collections.
 */
const daysAheadBeside = 7;

export type OverviewDeps = {
  readonly store: ReadStore;
  readonly now: Clock;
  readonly categories: readonly Category[];
  readonly collections: readonly Collection[];
  readonly purgeShards: number;
  /**
   * Remembers for 5 s the numbers of a tenant's keys, and of documents in collections that contain
   * no records. These numbers are not personal.
   */
  readonly beside: ReadThrough<Beside>;
};

/**
 * The limits of the days: now, and the midnights (UTC) at the end of today and of the following
 * days.
 */
function edgesFrom(now: Instant, days: number): Instant[] {
  const today = Math.floor(now / microsPerDay) * microsPerDay;
  return [now, ...Array.from({ length: days }, (_, day) => today + (day + 1) * microsPerDay)];
}

function perDay(within: readonly number[], edges: readonly Instant[]) {
  return within.map((count, day) => ({
    date: formatInstant(edges[day] ?? 0).slice(0, 10),
    count,
  }));
}

async function describeCategory(
  deps: OverviewDeps & Pick<Caller, 'tenant' | 'settings'>,
  category: Category,
  language: Language,
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
    title: category.title[language],
    path: category.path,
    purpose: category.purpose[language],
    stored_when: category.storedWhen[language],
    always: category.always,
    modules: category.moduleRules.map(({ module, rule }) => ({
      module,
      rule,
      in_use: deps.settings.modules.includes(module),
    })),
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
    expires: perDay(counts.within, edges),
    expires_later: counts.later,
  };
}

/** The numbers of a tenant's data keys, and of documents in collections that contain no records. */
export type Beside = {
  readonly as_of: string;
  /** For each kind of key: how many keys exist, and when the next key may be destroyed. */
  readonly keys: readonly {
    readonly protects: string;
    readonly alive: number;
    readonly due: number;
    readonly next_destroyed_at: string | null;
  }[];
  readonly collections: readonly {
    readonly id: string;
    readonly title: string;
    readonly category: string | null;
    readonly personal: string | null;
    readonly expiry: { readonly by: 'ttl' | 'keys' | 'never'; readonly source: string };
    readonly live: number;
    readonly overdue: number;
    readonly expires: readonly { readonly date: string; readonly count: number }[];
    readonly expires_later: number;
  }[];
};

async function countKeys(deps: OverviewDeps, caller: Pick<Caller, 'scopes' | 'tenant'>) {
  const { items } = await listKeys(deps, caller, { only: 'numbers' });
  return items.map(({ keys: _none, ...numbers }) => numbers);
}

async function describeBeside(
  deps: OverviewDeps,
  caller: Pick<Caller, 'scopes' | 'tenant'>,
  language: Language,
): Promise<Beside> {
  const { tenant } = caller;
  const now = deps.now();
  const edges = edgesFrom(now, daysAheadBeside);
  const counted = deps.collections.filter(
    ({ id, category, platform }) => id !== category && platform !== true,
  );
  const counting = counted.map(async (collection) => {
    const counts = await countCollection({ ...deps, tenant }, collection, edges);
    const { id, title, category, personal, expiry } = collection;
    return {
      id,
      title: title[language],
      category,
      personal: personal?.[language] ?? null,
      expiry: { by: expiry.by, source: expiry.source[language] },
      live: counts.live,
      overdue: counts.overdue,
      expires: perDay(counts.within, edges),
      expires_later: counts.later,
    };
  });
  const [collections, keys] = await Promise.all([Promise.all(counting), countKeys(deps, caller)]);
  return { as_of: formatInstant(now), keys, collections };
}

export type StorageInput = {
  readonly language?: Language | undefined;
  /**
   * With `categories` only the records of categories are counted. Then the lists of keys and of
   * other collections are empty.
   */
  readonly only?: 'categories' | undefined;
  /**
   * For how many days, beginning today, the overview states the number of records that expire. The
   * default is 30.
   */
  readonly days?: number;
};

/**
 * Describes the stored data of a tenant. For every category the overview states the purpose, the
 * retention, the number of live records, and how many of them expire on each day. For every other
 * collection it states the number of documents, and how many of them expire on each day. It also
 * states the number of data keys, when the next data key may be destroyed, and the time of the last
 * purge. Texts are in the requested language. The overview contains no personal data, and no record
 * is read or decrypted. A category costs one count if it is empty. Otherwise it costs 4 counts, and
 * at most one more for each day. Another collection costs 1 to 10 counts for each group of thirty
 * shards, or one count if its documents never expire. Each kind of key costs two counts and one
 * query. Keys and other collections are counted at most once in 5 s. All configured shards are
 * counted, and also higher shards in which the last purge found documents.
 * @throws Problem `scope-missing`
 */
export async function describeStorage(
  deps: OverviewDeps,
  caller: Caller,
  { language = 'en', only, days = daysAhead }: StorageInput = {},
) {
  requireOverview(caller.scopes);
  const { tenant, settings } = caller;
  const now = deps.now();
  const edges = edgesFrom(now, days);
  const reading = readLastPurge(deps.store);
  const countBeside = async () => {
    const purgeShards = Math.max(deps.purgeShards, (await reading)?.shards ?? 0);
    return describeBeside({ ...deps, purgeShards }, caller, language);
  };
  const [categories, beside, lastPurge] = await Promise.all([
    Promise.all(
      deps.categories.map((category) =>
        describeCategory({ ...deps, tenant, settings }, category, language, edges),
      ),
    ),
    only === 'categories'
      ? { as_of: formatInstant(now), keys: [], collections: [] }
      : deps.beside(`${tenant} ${language}`, countBeside),
    reading,
  ]);
  return {
    tenant,
    as_of: formatInstant(now),
    last_purge: lastPurge?.lastRun ?? null,
    categories,
    collections: beside.collections,
    collections_as_of: beside.as_of,
    keys: beside.keys,
  };
}
