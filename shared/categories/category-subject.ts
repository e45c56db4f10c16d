/**
 * The kinds of identifiers of a person. The lookup field for each has the same name in every
 * category, so that one hash finds it everywhere.
 */
export const identifierNames = ['email', 'phone', 'external_id', 'push_endpoint'] as const;

export type IdentifierName = (typeof identifierNames)[number];

/** How the search finds the records of a person in a category. */
export type CategorySubject =
  | {
      /** Lookup fields that identify the person. */
      readonly identifiers: readonly IdentifierName[];
      /** Plain fields that name the record's conversation. */
      readonly conversations: readonly ['conversation_id', ...string[]];
    }
  /** The records belong to no customer; the text gives the reason. */
  | { readonly nobody: string };
