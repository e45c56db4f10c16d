/** The verbs that a category may have in addition to reading. */
type Verb = 'create' | 'upsert' | 'correct' | 'delete' | 'touch';

/** What the client must know about a category. It is generated for each category. */
export type CategoryShape = {
  /** The fields of a record, without its id and its times. */
  readonly record: object;
  /** The fields for creating a record. `never` if only Mayfly creates records of the category. */
  readonly create: object;
  /** The fields of a correction. `null` removes a field. `never` if no field can be changed. */
  readonly correction: object;
  /**
   * The fields by which a list can be filtered: by one value (`equal`), or by a range. They are
   * plain fields, because the URL contains their values.
   */
  readonly equal: string;
  readonly range: string;
  /** The fields by which a search finds records. Only request bodies contain their values. */
  readonly lookup: string;
  readonly verbs: Verb;
};

/** `Verbs` if the category offers the verb `V`. Otherwise a type that adds no methods. */
export type Offered<C extends CategoryShape, V extends Verb, Verbs> = V extends C['verbs']
  ? Verbs
  : unknown;

/** The fields for creating a record of category `C`. */
export type CreateOf<C extends CategoryShape> = C['create'];

/** A correction: the fields that change. `null` removes a field that is not required. */
export type CorrectionOf<C extends CategoryShape> = C['correction'];

/** The fields that every record has. */
type Stamps = { readonly id: string; readonly created_at: string; readonly expires_at: string };

/** A record of category `C` in an answer. */
export type StoredRecord<C extends CategoryShape> = Stamps & C['record'];

/**
 * The record in the answer to a change. If the caller may not read the category, this record
 * contains only two kinds of fields: those that the caller sent, and those of the state that the
 * call changed, for example the status of a consent.
 */
export type ChangedRecord<C extends CategoryShape> = Stamps & Partial<C['record']>;

type Value<C extends CategoryShape, Name> = Name extends keyof C['record']
  ? Exclude<C['record'][Name], undefined>
  : never;

/**
 * Selects the records that were created at `created_after` or later, and before `created_before`.
 * Both are times in RFC 3339.
 */
type CreatedRange = { readonly created_after?: string; readonly created_before?: string };

/**
 * Filters of a list of category `C`. Only plain fields can be filters, because the URL contains
 * filters.
 */
export type FiltersOf<C extends CategoryShape> = CreatedRange & {
  readonly [Name in C['equal']]?: Value<C, Name>;
} & {
  readonly [Name in C['range'] as `${Name}_${'min' | 'max'}`]?: Value<C, Name>;
};

/**
 * The value by which a search finds records of category `C`: exactly one lookup field. Only the
 * request body contains it.
 */
export type SearchOf<C extends CategoryShape> = {
  [Name in C['lookup']]: { readonly [name in Name]: string } & {
    readonly [name in Exclude<C['lookup'], Name>]?: never;
  };
}[C['lookup']];

/** Chooses a page of a list. */
export type PageQuery = {
  /** The largest number of records on a page, from 1 to 200. */
  readonly limit?: number;
  /** The `next_cursor` of the previous page. */
  readonly cursor?: string;
  /**
   * The `newest_cursor` of an earlier answer. Then the list contains the records that are newer
   * than that answer. The list may repeat a few records of that answer, so ignore ids that you
   * already have.
   */
  readonly after?: string;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};
