import type { IdentifierName } from '#shared/categories/category-subject.ts';

/**
 * The facts that find a person: hashes of their email, phone number and so on, and conversations.
 * They contain no value of the person.
 */
export type SubjectKeys = {
  readonly hashes: { readonly [name in IdentifierName]?: string };
  /** Conversations that the request named. */
  readonly conversations: readonly string[];
};

/** Whether only conversations are searched for, and no person. */
export function isOfConversations({ hashes }: Pick<SubjectKeys, 'hashes'>): boolean {
  return Object.keys(hashes).length === 0;
}
