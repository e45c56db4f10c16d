import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import { type ErasureFence, wholeTenant } from '#shared/settings/settings.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { commonFields } from '../erasure.ts';

/**
 * What an erasure covers: a category or {@link wholeTenant}, and the instants up to which records
 * are deleted.
 */
export type ErasedScope = Omit<ErasureFence, 'erasure' | 'coolsSince'>;

/**
 * The last instant that an erasure covers if it is accepted now: the end of this millisecond. The
 * head of a conversation has one count for all messages of a millisecond. So an erasure covers all
 * messages of such a count, or none.
 */
export function reachedUpTo(now: Instant): Instant {
  return (Math.floor(now / microsPerMilli) + 1) * microsPerMilli - 1;
}

/** A new erasure of a category or a tenant. */
export function newScopeErasure(
  id: string,
  input: {
    readonly now: Instant;
    readonly purgeShards: number;
    readonly scope: ErasedScope;
    /** The instant from which the data is hidden from everybody. */
    readonly effectiveAt: Instant;
    /** True if the erasure can be cancelled until `effectiveAt`. */
    readonly cools: boolean;
  },
): DocumentData {
  const { category, upTo, storedBy } = input.scope;
  const isWhole = category === wholeTenant;
  return {
    ...commonFields(id, input),
    scope: isWhole ? 'tenant' : 'category',
    asked_by: [],
    ...(!isWhole && { category }),
    up_to: upTo,
    ...(storedBy !== undefined && { stored_by: storedBy }),
    fenced_at: input.effectiveAt,
    ...(input.cools && { cools: true }),
  };
}

/**
 * What the erasure of a category or a tenant covers. Undefined for the erasure of a person or a
 * conversation.
 */
export function scopeOf({ data }: Pick<StoredDocument, 'data'>): ErasedScope | undefined {
  const { scope, category, up_to, stored_by } = data;
  if (scope !== 'category' && scope !== 'tenant') return undefined;
  return {
    category: scope === 'tenant' ? wholeTenant : (category as string),
    upTo: up_to as Instant,
    ...(stored_by !== undefined && { storedBy: stored_by as Instant }),
  };
}
