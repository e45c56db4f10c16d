import { backupDaysPromised } from '#shared/base/config/backup-days.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { decodeRoutes } from '#shared/settings/notice-routes.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { isTold, readCounts, renderErasure } from '../erasure.ts';
import { staysAfter } from '../stays.ts';
import type { ReceiptDraft } from './issue-receipt.ts';
import type { KeyGoneBy } from './keys-gone-by.ts';
import { limitsOfErasure } from './limits.ts';
import { aboutErasure } from './receipt.ts';

/**
 * Makes the content of an erasure's receipt from the document of the erasure. This document
 * contains the counts, which were stored during the deletions. So the receipt has the same counts,
 * whoever issues it.
 * @param erasure a complete erasure
 * @param keys the data keys of the deleted documents, from `keysGoneBy`
 */
export function draftErasureReceipt(
  erasure: StoredDocument,
  categories: readonly Pick<Category, 'id'>[],
  keys: readonly KeyGoneBy[],
): ReceiptDraft {
  const { ref, data } = erasure;
  const told = renderErasure(erasure, categories);
  const completedAt = data['completed_at'] as Instant;
  const fencedAt = data['fenced_at'] as Instant | undefined;
  return {
    about: aboutErasure(ref.id),
    content: {
      kind: 'erasure',
      does_not_prove: limitsOfErasure(told.scope),
      erasure: ref.id,
      scope: told.scope,
      category: told.category,
      asked_by: told.asked_by,
      commitment: (data['commitment'] as string | undefined) ?? null,
      accepted_at: told.created_at,
      fenced_at: fencedAt === undefined ? null : formatInstant(fencedAt),
      completed_at: formatInstant(completedAt),
      categories: told.categories,
      beside: told.beside,
      keys: [...keys],
      stays: staysAfter(told, readCounts(erasure), {
        conversations: (data['left'] as number | undefined) ?? 0,
        restricted: (data['restricted_left'] as number | undefined) ?? 0,
      }),
      ...(isTold(data) && {
        recipients: decodeRoutes(data['told'])
          .map(({ endpoint }) => endpoint)
          .toSorted(),
      }),
      copies_gone_by: formatInstant(completedAt + backupDaysPromised * microsPerDay),
    },
  };
}
