import { isDeepStrictEqual } from 'node:util';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { NoticeRoute } from './notice-routes.ts';

/** Where a category's data goes: to Mayfly, to the customer's own browser, or nowhere. */
export type Destination = 'server' | 'device' | 'off';

export type CategorySettings = {
  readonly destination: Destination;
  /** Days that the tenant chose; undefined for the promise itself. */
  readonly retentionDays: number | undefined;
};

/** What was created up to this instant is not live, and waits to be deleted. */
export type Fence = {
  readonly category: string;
  readonly upTo: Instant;
  /**
   * When it was decided, by the database's clock. Documents that the database held then are
   * deleted too, even if their writer's clock was ahead and they seem to come later.
   */
  readonly storedBy?: Instant;
};

/**
 * Documents that count from an instant up to `upTo` live for only so many days. They wait for
 * their new expiry.
 */
export type Shortening = Fence & { readonly days: number };

/**
 * What the erasure of a category, or of the whole tenant ({@link wholeTenant}), hides. Unlike other
 * fences it leaves the category as it is: what comes later stays.
 */
export type ErasureFence = Fence & {
  /** The id of the erasure. */
  readonly erasure: string;
  /** When it was asked for, if it cools off until `upTo` and can be cancelled; absent where it holds at once. */
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
      /** The days that the tenant chose; undefined for the promise itself. */
      readonly chosen: number | undefined;
    }
  | { readonly kind: 'cooling-off'; readonly hours: number }
);

/** Stands for every category in the fence of a tenant's erasure; no category's id. */
export const wholeTenant = '*';

/** A tenant's decisions about existing data that are not carried out yet. */
export type Decisions = {
  readonly fences: readonly Fence[];
  readonly shortenings: readonly Shortening[];
};

/** What a tenant has decided: modules in use, where each category goes, how long it stays. */
export type TenantSettings = Decisions & {
  /** Erasures of categories, or of all, that were accepted and are not complete yet. */
  readonly erasures: readonly ErasureFence[];
  readonly modules: readonly string[];
  readonly categories: { readonly [categoryId: string]: CategorySettings | undefined };
  /** Origins of the tenant's own pages that browsers may call from. */
  readonly origins: readonly string[];
  /** ISO 3166-1 code of the country whose national phone numbers come without its code. */
  readonly defaultRegion: string;
  /** How long what deletes existing data waits, and can be cancelled. */
  readonly coolingOffHours: number;
  /** What cools off, the earliest first. */
  readonly pending: readonly PendingChange[];
  /** IANA name of the zone in which its days begin and end: those of requests of persons. */
  readonly timeZone: string;
  /** Which endpoints of recipients are told what. */
  readonly notices: readonly NoticeRoute[];
  /** Until when HTTP bodies are kept in the runtime log. */
  readonly debugUntil: Instant | undefined;
};

/**
 * Who works for which tenant under which settings; the rules of life and expiry depend on these.
 */
export type WithSettings = { readonly settings: TenantSettings };

/** Whether two readings of a tenant's settings are equal. */
export function isSameSettings(one: TenantSettings, other: TenantSettings): boolean {
  return one === other || isDeepStrictEqual(one, other);
}

/** A category's settings; what a tenant has not switched on is off. */
export function settingsOf(settings: TenantSettings, category: Category): CategorySettings {
  const chosen = settings.categories[category.id];
  if (category.always) return { destination: 'server', retentionDays: chosen?.retentionDays };
  return chosen ?? { destination: 'off', retentionDays: undefined };
}

/** Refuses new data of a category that the tenant does not keep here. @throws Problem `category-off` */
export function requireStored({ settings }: WithSettings, category: Category): void {
  if (settingsOf(settings, category).destination !== 'server') throw new Problem('category-off');
}
