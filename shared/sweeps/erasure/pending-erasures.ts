import { allTenants, type Query } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';

/**
 * The query for incomplete erasures of persons, conversations, categories and whole tenants, in all
 * tenants. It finds erasures that were created at or before `before`, the oldest first.
 */
export function pendingErasures(before: number): Query {
  return {
    collection: erasures.id,
    tenant: allTenants,
    where: [
      { field: 'pending', op: '==', value: true },
      { field: 'created_at', op: '<=', value: before },
    ],
    orderBy: [{ field: 'created_at', direction: 'asc' }],
    limit: 50,
  };
}
