/**
 * The kinds of identifiers of a person. If a category stores an identifier, its lookup field has
 * the name of the kind. So the same hash finds the identifier in every category.
 */
export const identifierNames = ['email', 'phone', 'external_id', 'push_endpoint'] as const;

export type IdentifierName = (typeof identifierNames)[number];

/** The fields by which a search finds the records of a person in a category. */
export type CategorySubject =
  | {
      /** Lookup fields that identify the person. */
      readonly identifiers: readonly IdentifierName[];
      /** Plain fields that contain the id of the record's conversation. */
      readonly conversations: readonly ['conversation_id', ...string[]];
    }
  /** Set if the records do not belong to a customer. The text gives the reason. */
  | { readonly nobody: string };
