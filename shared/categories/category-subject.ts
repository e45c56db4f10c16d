/**
 * What a person can be named by. The lookup field that holds it has this name in every category, so that one hash finds
 * it everywhere.
 */
export const identifierNames = ['email', 'phone', 'external_id', 'push_endpoint'] as const;

export type IdentifierName = (typeof identifierNames)[number];

/** How the records of a category lead to their person: nothing is stored of anybody that cannot be found again. */
export type CategorySubject =
  | {
      /** Lookup fields that name the person. */
      readonly identifiers: readonly IdentifierName[];
      /** Plain fields that name the conversation which a record belongs to. */
      readonly conversations: readonly ['conversation_id', ...string[]];
    }
  /** They lead to no customer; why that is right, in words. */
  | { readonly nobody: string };
