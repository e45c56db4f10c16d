/**
 * The kinds of identifiers of a person. The lookup field for each has the same name in every
 * category, so that one hash finds it everywhere.
 */
export const identifierNames = ['email', 'phone', 'external_id', 'push_endpoint'] as const;

export type IdentifierName = (typeof identifierNames)[number];

/**
 * How the records of a category lead to their person, so that all data of a person can be found.
 */
export type CategorySubject =
  | {
      /** Lookup fields that identify the person. */
      readonly identifiers: readonly IdentifierName[];
      /** Plain fields that name the record's conversation. */
      readonly conversations: readonly ['conversation_id', ...string[]];
    }
  /** The records lead to no customer; the text says why that is right. */
  | { readonly nobody: string };
