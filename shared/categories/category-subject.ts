/**
 * The kinds of identifiers of a person. If a lookup field contains an identifier, the field has the
 * name of the identifier's kind, in every category. So one hash of an identifier finds the person's
 * records in all categories.
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
