/** The verbs that a category may have in addition to reading. */
type Verb = 'create' | 'upsert' | 'correct' | 'delete' | 'touch';

/** The facts about a category that the client needs. They are generated for each category. */
export type CategoryShape = {
  /** The fields of a record, without its id and its times. */
  readonly record: object;
  /** The fields for creating a record. `never` if only Mayfly creates it. */
  readonly create: object;
  /** The fields of a correction. `null` removes a field. `never` if no field can be changed. */
  readonly correction: object;
  /**
   * Fields that filter a list, by a value or by a range. They must be plain, because the URL contains
   * them.
   */
  readonly equal: string;
  readonly range: string;
  /** Fields that find records. Their values are only in request bodies. */
  readonly lookup: string;
  readonly verbs: Verb;
};

/** The methods of a verb if the category offers the verb. Otherwise the type adds no methods. */
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
 * The answer to a change. A caller whose key may not read the category gets only the fields that
 * they sent.
 */
export type ChangedRecord<C extends CategoryShape> = Stamps & Partial<C['record']>;

type Value<C extends CategoryShape, Name> = Name extends keyof C['record']
  ? Exclude<C['record'][Name], undefined>
  : never;

/**
 * Limits for the creation time of records, in RFC 3339: at `created_after` or later, and before
 * `created_before`.
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

/** The one value that finds records of category `C`. Only the request body contains it. */
export type SearchOf<C extends CategoryShape> = {
  [Name in C['lookup']]: { readonly [name in Name]: string } & {
    readonly [name in Exclude<C['lookup'], Name>]?: never;
  };
}[C['lookup']];

/** The page of a list that the caller wants. */
export type PageQuery = {
  /** The most records of a page, from 1 to 200. */
  readonly limit?: number;
  /** The `next_cursor` of the previous page. */
  readonly cursor?: string;
  /**
   * The `newest_cursor` of an earlier answer. The list then contains newer records. It may repeat a
   * few records, so ignore ids that you know.
   */
  readonly after?: string;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};
