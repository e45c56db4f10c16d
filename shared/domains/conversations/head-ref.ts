import { createHash } from 'node:crypto';
import type { DocumentRef } from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';

/** Where a conversation's head lies. Callers choose conversation ids, and not all of them can be document ids. */
export function headRef(tenant: string, conversationId: string): DocumentRef {
  const id = createHash('sha256').update(conversationId).digest('hex').slice(0, 32);
  return { tenant, collection: conversationHeads.id, id };
}
