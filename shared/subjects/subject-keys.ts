import type { IdentifierName } from '#shared/categories/category-subject.ts';

/**
 * The keys with which a search finds a person's data: hashes of identifiers (email, phone, external
 * id, push endpoint), and ids of conversations. They contain no value of the person.
 */
export type SubjectKeys = {
  readonly hashes: { readonly [name in IdentifierName]?: string };
  /** The ids of the conversations that the request states. */
  readonly conversations: readonly string[];
};

/** True if the search has only ids of conversations, and no hash of a person. */
export function isOfConversations({ hashes }: Pick<SubjectKeys, 'hashes'>): boolean {
  return Object.keys(hashes).length === 0;
}
