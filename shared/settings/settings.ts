import { isDeepStrictEqual } from 'node:util';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { NoticeRoute } from './notice-routes.ts';

/** The place of a category's data: Mayfly, the customer's own browser, or no place. */
export type Destination = 'server' | 'device' | 'off';

export type CategorySettings = {
  readonly destination: Destination;
  /** The tenant's choice in days; undefined for the promise itself. */
  readonly retentionDays: number | undefined;
};

/** Documents created up to this instant are not live, and wait to be deleted. */
export type Fence = {
  readonly category: string;
  readonly upTo: Instant;
  /**
   * The time of the decision, by the database's clock. Documents that the database contained then
   * are deleted too, even if their writer's clock was ahead and they look newer.
   */
  readonly storedBy?: Instant;
};

/**
 * Documents that count from an instant up to `upTo` live for only so many days. They wait for
 * their new expiry.
 */
export type Shortening = Fence & { readonly days: number };

/**
 * The documents that the erasure of a category, or of the whole tenant ({@link wholeTenant}),
 * hides. Unlike other fences it does not switch the category off: later documents stay.
 */
export type ErasureFence = Fence & {
  /** The id of the erasure. */
  readonly erasure: string;
  /**
   * When it was requested, if it waits until `upTo` and can be cancelled; absent if it takes effect
   * at once.
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
      /** When it takes effect, by the database's clock. */
      readonly storedBy?: Instant;
    }
  | {
      readonly kind: 'shorten';
      readonly category: string;
      readonly days: number;
      /** The tenant's choice in days; undefined for the promise itself. */
      readonly chosen: number | undefined;
    }
  | { readonly kind: 'cooling-off'; readonly hours: number }
);

/** The id that means every category in the fence of a tenant's erasure. No category has this id. */
export const wholeTenant = '*';

/** A tenant's decisions about existing data that are not carried out yet. */
export type Decisions = {
  readonly fences: readonly Fence[];
  readonly shortenings: readonly Shortening[];
};

/** A tenant's settings: its modules, the place of each category, and its retention. */
export type TenantSettings = Decisions & {
  /** Accepted erasures of categories, or of all, that are not complete yet. */
  readonly erasures: readonly ErasureFence[];
  readonly modules: readonly string[];
  readonly categories: { readonly [categoryId: string]: CategorySettings | undefined };
  /** Origins of the tenant's own pages from which browsers may call. */
  readonly origins: readonly string[];
  /** ISO 3166-1 code of the country whose national phone numbers come without its code. */
  readonly defaultRegion: string;
  /** How long changes that delete existing data wait, and can be cancelled. */
  readonly coolingOffHours: number;
  /** The changes that wait, the earliest first. */
  readonly pending: readonly PendingChange[];
  /** IANA name of the time zone in which days of persons' requests begin and end. */
  readonly timeZone: string;
  /** The endpoints of recipients, with the events of their notices. */
  readonly notices: readonly NoticeRoute[];
  /** Until when the runtime log stores HTTP bodies. */
  readonly debugUntil: Instant | undefined;
};

/** The tenant and its settings. The rules of life and expiry depend on them. */
export type WithSettings = { readonly settings: TenantSettings };

/** Whether two readings of a tenant's settings are equal. */
export function isSameSettings(one: TenantSettings, other: TenantSettings): boolean {
  return one === other || isDeepStrictEqual(one, other);
}

/** A category's settings; a category that a tenant has not switched on is off. */
export function settingsOf(settings: TenantSettings, category: Category): CategorySettings {
  const chosen = settings.categories[category.id];
  if (category.always) return { destination: 'server', retentionDays: chosen?.retentionDays };
  return chosen ?? { destination: 'off', retentionDays: undefined };
}

/**
 * Refuses new data of a category that the tenant does not store here. @throws Problem
 * `category-off`
 */
export function requireStored({ settings }: WithSettings, category: Category): void {
  if (settingsOf(settings, category).destination !== 'server') throw new Problem('category-off');
}
