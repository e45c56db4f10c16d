import { chatMessages } from '#shared/categories/chat-messages.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { ReadStore, Write } from '#shared/store/store.ts';
import { subjectRefs } from './set-subject.ts';

type Deps = { readonly store: ReadStore; readonly tenant: string };

/** True if a restricted message of the conversation is stored, expired or not. */
async function hasRestricted({ store, tenant }: Deps, conversationId: string): Promise<boolean> {
  const found = await store.query({
    collection: restrictedId(chatMessages.id),
    tenant,
    where: [{ field: 'conversation_id', op: '==', value: conversationId }],
    orderBy: [],
    select: ['conversation_id'],
    limit: 1,
  });
  return found.length > 0;
}

/**
 * The writes that delete the subject of a conversation, for a conversation that loses all messages
 * except restricted ones. If there is a restricted message, the result is empty: only the subject
 * leads from the person to this message. Then the subject stays until it expires or is erased. This
 * costs one query.
 */
export async function subjectDeletions(deps: Deps, conversationId: string): Promise<Write[]> {
  if (await hasRestricted(deps, conversationId)) return [];
  return subjectRefs(deps.tenant, conversationId).map((ref) => ({ kind: 'delete', ref }));
}
