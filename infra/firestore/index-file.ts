/**
 * The types in this file describe the index file of a database, `<database>.indexes.json`. The
 * index files decide which queries production answers.
 */
export type QueryScope = 'COLLECTION' | 'COLLECTION_GROUP';
export type Direction = 'ASCENDING' | 'DESCENDING';

export type IndexMode =
  | { readonly order: Direction; readonly arrayConfig?: never }
  | { readonly arrayConfig: 'CONTAINS'; readonly order?: never };

export type CompositeIndex = {
  readonly collectionGroup: string;
  readonly queryScope: QueryScope;
  readonly fields: readonly ({ readonly fieldPath: string } & IndexMode)[];
};

export type FieldOverride = {
  readonly collectionGroup: string;
  readonly fieldPath: string;
  readonly ttl?: boolean;
  readonly indexes: readonly ({ readonly queryScope: QueryScope } & IndexMode)[];
};

export type IndexFile = {
  readonly indexes: readonly CompositeIndex[];
  readonly fieldOverrides: readonly FieldOverride[];
};
