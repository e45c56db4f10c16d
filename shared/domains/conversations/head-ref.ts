import { hash } from 'node:crypto';
import type { DocumentRef } from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';

/**
 * The document reference of a conversation's head. The id of the head is a hash of the
 * conversation's id. Callers choose conversation ids, and some of these cannot be document ids.
 */
export function headRef(tenant: string, conversationId: string): DocumentRef {
  const id = hash('sha256', conversationId, 'hex').slice(0, 32);
  return { tenant, collection: conversationHeads.id, id };
}
