/** What a category may offer beside being read. */
type Verb = 'create' | 'upsert' | 'correct' | 'delete' | 'touch';

/** What the client knows of a category; generated for each of them. */
export type CategoryShape = {
  /** What a record holds, beside its id and its times. */
  readonly record: object;
  /** What a caller sends to create one; `never` where only the system does. */
  readonly create: object;
  /** The fields of a correction; `null` removes a field. `never` where no field may change. */
  readonly correction: object;
  /** Plain fields that filter a list, by a value or by a range. Filters stand in the URL. */
  readonly equal: string;
  readonly range: string;
  /** Fields that records are found by; their values travel in bodies. */
  readonly lookup: string;
  readonly verbs: Verb;
};

/** The methods of a verb where the category offers it; nothing where it does not. */
export type Offered<C extends CategoryShape, V extends Verb, Verbs> = V extends C['verbs']
  ? Verbs
  : unknown;

/** What a caller sends to create a record of category `C`. */
export type CreateOf<C extends CategoryShape> = C['create'];

/** A correction: the fields that change; `null` removes one that is not required. */
export type CorrectionOf<C extends CategoryShape> = C['correction'];

/** What every record has. */
type Stamps = { readonly id: string; readonly created_at: string; readonly expires_at: string };

/** A record of category `C` as it is answered. */
export type StoredRecord<C extends CategoryShape> = Stamps & C['record'];

/** The answer to a change. A key that may not read the category gets only the fields that it sent. */
export type ChangedRecord<C extends CategoryShape> = Stamps & Partial<C['record']>;

type Value<C extends CategoryShape, Name> = Name extends keyof C['record']
  ? Exclude<C['record'][Name], undefined>
  : never;

/** When records were created, in RFC 3339: at `created_after` or later, and before `created_before`. */
type CreatedRange = { readonly created_after?: string; readonly created_before?: string };

/** Filters of a list of category `C`. Only plain fields can be filters, because filters stand in the URL. */
export type FiltersOf<C extends CategoryShape> = CreatedRange & {
  readonly [Name in C['equal']]?: Value<C, Name>;
} & {
  readonly [Name in C['range'] as `${Name}_${'min' | 'max'}`]?: Value<C, Name>;
};

/** The one value that records of category `C` are found by. It travels in the body. */
export type SearchOf<C extends CategoryShape> = {
  [Name in C['lookup']]: { readonly [name in Name]: string } & {
    readonly [name in Exclude<C['lookup'], Name>]?: never;
  };
}[C['lookup']];

/** Which part of a list is wanted. */
export type PageQuery = {
  /** 1 to 200. */
  readonly limit?: number;
  /** The `next_cursor` of the page before. */
  readonly cursor?: string;
  /** The `newest_cursor` of an earlier answer. The list holds what has come since, and may repeat a few records; drop known ids. */
  readonly after?: string;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};
