import { isDeepStrictEqual } from 'node:util';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { NoticeRoute } from './notice-routes.ts';

/** The place of a category's data: Mayfly, the customer's own browser, or no place. */
export type Destination = 'server' | 'device' | 'off';

export type CategorySettings = {
  readonly destination: Destination;
  /**
   * The retention that the tenant has chosen, in days. Undefined if the category's promise applies.
   */
  readonly retentionDays: number | undefined;
};

/** Documents that were created up to this instant are not live, and wait to be deleted. */
export type Fence = {
  readonly category: string;
  readonly upTo: Instant;
  /**
   * The instant of the decision, by the database's clock. If the clock of a writer was ahead, the
   * writer's documents may be dated after `upTo`. These documents are deleted too if they were in
   * the database at the instant of the decision.
   */
  readonly storedBy?: Instant;
  /**
   * True after the tenant switched the category on again. From then on the fence hides no documents
   * that were created after `upTo`, even if the category is switched off once more.
   */
  readonly isFinal?: true;
};

/**
 * Documents whose retention began at `upTo` or earlier live for only `days` days. The erase sweep
 * still has to store their new expiry.
 */
export type Shortening = Fence & { readonly days: number };

/**
 * Hides the documents that the erasure of a category, or of the whole tenant ({@link wholeTenant}),
 * will delete. Other fences belong to a category that is switched off. This fence does not:
 * documents that are created later are live.
 */
export type ErasureFence = Fence & {
  /** The id of the erasure. */
  readonly erasure: string;
  /**
   * The instant of the request, if the erasure waits until `upTo`. Absent if the erasure has an
   * effect at once. When the waiting has ended, `decodeSettings` omits this field. So the settings
   * differ, and a running request notices that the erasure now has an effect.
   */
  readonly coolsSince?: Instant;
};

/** A change of the profile that takes effect later, unless it is cancelled. */
export type PendingChange = {
  readonly id: string;
  readonly askedAt: Instant;
  readonly effectiveAt: Instant;
} & (
  | {
      readonly kind: 'switch-off';
      readonly category: string;
      readonly destination: Destination;
      /** The instant at which the change takes effect, by the database's clock. */
      readonly storedBy?: Instant;
    }
  | {
      readonly kind: 'shorten';
      readonly category: string;
      readonly days: number;
      /**
       * The retention that the tenant has chosen, in days. Undefined if the category's promise
       * applies.
       */
      readonly chosen: number | undefined;
    }
  | { readonly kind: 'cooling-off'; readonly hours: number }
);

/**
 * In the fence of an erasure this stands for every category of the tenant. No category has this id.
 */
export const wholeTenant = '*';

/** A tenant's decisions about existing data that are not carried out yet. */
export type Decisions = {
  readonly fences: readonly Fence[];
  readonly shortenings: readonly Shortening[];
};

/**
 * A tenant's settings, for example its modules, the place of each category's data, and its
 * retention.
 */
export type TenantSettings = Decisions & {
  /** Accepted erasures of categories, or of the whole tenant, that are not complete yet. */
  readonly erasures: readonly ErasureFence[];
  readonly modules: readonly string[];
  readonly categories: { readonly [categoryId: string]: CategorySettings | undefined };
  /** Origins of the tenant's own pages from which browsers may call. */
  readonly origins: readonly string[];
  /** ISO 3166-1 code of a country. Phone numbers without a country code belong to this country. */
  readonly defaultRegion: string;
  /**
   * After how many hours a change that deletes existing data takes effect. Until then it can be
   * cancelled.
   */
  readonly coolingOffHours: number;
  /** The changes that wait for the end of their cooling-off time. The earliest comes first. */
  readonly pending: readonly PendingChange[];
  /**
   * IANA name of a time zone. It decides when the days in requests of persons begin and end, for
   * example a due day.
   */
  readonly timeZone: string;
  /** The endpoints of recipients, and the events about which they get notices. */
  readonly notices: readonly NoticeRoute[];
  /** The instant until which the runtime log stores HTTP bodies. */
  readonly debugUntil: Instant | undefined;
};

/**
 * An object with the tenant's settings. They decide which records are live, and when records
 * expire.
 */
export type WithSettings = { readonly settings: TenantSettings };

/** True if two copies of a tenant's settings are equal. */
export function isSameSettings(one: TenantSettings, other: TenantSettings): boolean {
  return one === other || isDeepStrictEqual(one, other);
}

/**
 * A category's settings. A category that the tenant has not switched on is off, except a category
 * that is always on.
 */
export function settingsOf(settings: TenantSettings, category: Category): CategorySettings {
  const chosen = settings.categories[category.id];
  if (category.always) return { destination: 'server', retentionDays: chosen?.retentionDays };
  return chosen ?? { destination: 'off', retentionDays: undefined };
}

/**
 * Refuses new data of a category that the tenant does not store in Mayfly.
 * @throws Problem `category-off`
 */
export function requireStored({ settings }: WithSettings, category: Category): void {
  if (settingsOf(settings, category).destination !== 'server') throw new Problem('category-off');
}
