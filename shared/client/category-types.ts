import type * as z from 'zod';
import type { Category, RecordOf } from '#shared/categories/define-category.ts';

type Names<C extends Category, Shape> = {
  [K in keyof C['fields']]: C['fields'][K] extends Shape ? K : never;
}[keyof C['fields']] &
  string;

type Sent<C extends Category, K extends keyof C['fields']> = z.input<C['fields'][K]['schema']>;

type ByCaller = { readonly setBy: 'caller' };
type Fixed = { readonly correctable: false };
type Required = { readonly setBy: 'caller'; readonly required: true };
type Optional = { readonly setBy: 'caller'; readonly required: false };

/** Where the promise counts from the record's own expiry, the caller may say it. */
type OwnExpiry<C extends Category> = C['retention']['basis'] extends 'own_expiry'
  ? { readonly expires_at?: string }
  : unknown;

/** What a caller sends to create a record of category `C`. */
export type CreateOf<C extends Category> = {
  readonly [K in Names<C, Required>]: Sent<C, K>;
} & { readonly [K in Names<C, Optional>]?: Sent<C, K> } & OwnExpiry<C>;

/** A correction: the fields that change; `null` removes one that is not required. */
export type CorrectionOf<C extends Category> = {
  readonly [K in Exclude<Names<C, ByCaller>, Names<C, Fixed>>]?: K extends Names<C, Required>
    ? Sent<C, K>
    : Sent<C, K> | null;
} & OwnExpiry<C>;

/** A record of category `C` as it is answered. */
export type StoredRecord<C extends Category> = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
} & RecordOf<C>;

/** A record as a change is answered: to a key that may not read the category, with the fields it sent alone. */
export type ChangedRecord<C extends Category> = Pick<
  StoredRecord<C>,
  'id' | 'created_at' | 'expires_at'
> &
  Partial<RecordOf<C>>;

/** What narrows a list of category `C`: plain fields only, because filters stand in the URL. */
export type FiltersOf<C extends Category> = {
  readonly [K in Names<C, { readonly filter: 'equal' }>]?: Sent<C, K>;
} & {
  readonly [K in Names<C, { readonly filter: 'range' }> as `${K}_${'min' | 'max'}`]?: Sent<C, K>;
};

type LookupNames<C extends Category> = Names<C, { readonly lookup: string }>;

/** The one value that records of category `C` are found by. It travels in the body. */
export type SearchOf<C extends Category> = {
  [K in LookupNames<C>]: { readonly [name in K]: string } & {
    readonly [name in Exclude<LookupNames<C>, K>]?: never;
  };
}[LookupNames<C>];

/** Which part of a list is wanted. */
export type PageQuery = {
  /** 1 to 200. */
  readonly limit?: number;
  /** The `next_cursor` of the page before. */
  readonly cursor?: string;
  /** The `newest_cursor` of an earlier answer: what has come since, and maybe what came just before; drop known ids. */
  readonly after?: string;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};
