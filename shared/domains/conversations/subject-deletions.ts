import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRestricted, restrictedId } from '#shared/store/restricted-collection.ts';
import type { ReadStore, Write } from '#shared/store/store.ts';
import { subjectRefs } from './set-subject.ts';

type Deps = { readonly store: ReadStore; readonly tenant: string };

/** A collection of restricted records, and its field with the id of a conversation. */
type Place = { readonly collection: string; readonly field: string };

const restrictedMessages: readonly Place[] = [
  { collection: restrictedId(chatMessages.id), field: 'conversation_id' },
];

/** All places where restricted records contain the id of their conversation. */
export function placesOfRestricted(collections: readonly Collection[]): Place[] {
  return collections.filter(holdsRestricted).flatMap(({ id, subject }) => {
    const links = 'nobody' in subject ? [] : subject;
    return links.flatMap((link) =>
      link.by === 'conversation' ? [{ collection: id, field: link.field }] : [],
    );
  });
}

/** True if a restricted record of the conversation is stored, expired or not. */
async function hasRestricted(
  { store, tenant }: Deps,
  conversationId: string,
  places: readonly Place[],
): Promise<boolean> {
  const found = await Promise.all(
    places.map(({ collection, field }) =>
      store.query({
        collection,
        tenant,
        where: [{ field, op: '==', value: conversationId }],
        orderBy: [],
        select: [field],
        limit: 1,
      }),
    ),
  );
  return found.some(({ length }) => length > 0);
}

/**
 * The writes that delete the subject of a conversation, for a conversation that loses all messages
 * except restricted ones. If there is a restricted message, the result is empty: only the subject
 * leads from the person to this message. Then the subject stays until it expires or is erased. This
 * costs one query for each place.
 * @param places the restricted records for which the subject stays. Without this parameter these
 * are the restricted messages
 */
export async function subjectDeletions(
  deps: Deps,
  conversationId: string,
  places: readonly Place[] = restrictedMessages,
): Promise<Write[]> {
  if (await hasRestricted(deps, conversationId, places)) return [];
  return subjectRefs(deps.tenant, conversationId).map((ref) => ({ kind: 'delete', ref }));
}
