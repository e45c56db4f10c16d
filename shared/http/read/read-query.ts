import type { Context as HonoContext } from 'hono';
import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { type PageRequest, pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { conditionOf, type ListFilter, listFilters } from '#shared/records/record-filters.ts';
import type { Filter } from '#shared/store/store.ts';
import type { AppEnv } from '../env.ts';

/** The parameters of a route's URL, and how they are read. */
export type Query<Q> = {
  /**
   * The names of the allowed parameters. With `any` the route allows all parameters and reads none.
   * An HTML page may read them itself.
   */
  readonly parameters: readonly string[] | 'any';
  /** @throws Problem `query-invalid` */
  readonly read: (c: HonoContext<AppEnv>) => Q;
};

export const pageParameters = ['limit', 'cursor', 'after'];

/** Refuses a parameter. @throws Problem `query-invalid` */
export function fail(parameter: string, rule: string): never {
  throw new Problem('query-invalid', { errors: [{ parameter, rule }] });
}

/**
 * The name of an unknown parameter can be any text. The error answer repeats the name only if it
 * looks like one of our names. So it never repeats an email address or a number.
 */
const harmlessName = /^[a-z]{1,16}(?:_[a-z]{1,16}){0,3}$/;

function ruleOfUnknown(known: readonly string[]): string {
  if (known.length === 0) return 'unknown: this path takes none';
  return `unknown: this path takes ${known.join(', ')}`;
}

/**
 * Reads the parameters of a URL. Each may occur at most once, and all must be known.
 * @throws Problem `query-invalid`
 */
export function readParameters(
  c: HonoContext<AppEnv>,
  known: readonly string[],
): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (!known.includes(name)) fail(harmlessName.test(name) ? name : '', ruleOfUnknown(known));
    if (values.length !== 1) fail(name, 'at most once');
    parameters.set(name, values[0] ?? '');
  }
  return parameters;
}

type PageSizes = { readonly usual: number; readonly max: number };

function toLimit(parameters: ReadonlyMap<string, string>, { usual, max }: PageSizes): number {
  const limit = parameters.get('limit') ?? String(usual);
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > max)
    fail('limit', `whole number from 1 to ${max}`);
  return Number(limit);
}

/** Reads the parameters that choose a page of a list. @throws Problem `query-invalid` */
export function toPage(parameters: ReadonlyMap<string, string>): PageRequest {
  return {
    limit: toLimit(parameters, { usual: pageSizeDefault, max: pageSizeMax }),
    cursor: parameters.get('cursor'),
    after: parameters.get('after'),
  };
}

/** The route has no parameters, and refuses every parameter. */
export const noQuery: Query<undefined> = {
  parameters: [],
  read(c) {
    readParameters(c, []);
    return undefined;
  },
};

/**
 * The route accepts any parameters and reads none. This is for `/health`, and for HTML pages, to
 * which other sites link. A page ignores the parameters or reads them itself.
 */
export const anyQuery: Query<undefined> = { parameters: 'any', read: () => undefined };

/** Reads `limit`, `cursor` and `after`. */
export const pageQuery: Query<PageRequest> = {
  parameters: pageParameters,
  read: (c) => toPage(readParameters(c, pageParameters)),
};

/** Reads `limit` and `cursor`, for a list without `after`. */
export function forwardPageQuery(
  sizes: PageSizes,
): Query<{ readonly limit: number; readonly cursor: string | undefined }> {
  const names = ['limit', 'cursor'];
  const read = (c: HonoContext<AppEnv>) => {
    const parameters = readParameters(c, names);
    return { limit: toLimit(parameters, sizes), cursor: parameters.get('cursor') };
  };
  return { parameters: names, read };
}

type Choices = { readonly [name: string]: readonly string[] };

type Chosen<C extends Choices> = { readonly [name in keyof C]?: C[name][number] };

/**
 * Reads optional parameters. `choices` contains the allowed values of each parameter.
 * @throws Problem `query-invalid`
 */
export function readChoices<const C extends Choices>(
  parameters: ReadonlyMap<string, string>,
  choices: C,
): Chosen<C> {
  const chosen = Object.keys(choices).flatMap((name) => {
    const value = parameters.get(name);
    if (value === undefined) return [];
    if (!choices[name]?.includes(value)) fail(name, `one of ${choices[name]?.join(', ')}`);
    return [[name, value] as const];
  });
  return Object.fromEntries(chosen) as Chosen<C>;
}

/**
 * Reads optional parameters. `choices` contains the allowed values of each parameter. `refine`
 * converts the values for the route.
 */
export function choicesQuery<const C extends Choices, Q>(
  choices: C,
  refine: (chosen: Chosen<C>, c: HonoContext<AppEnv>) => Q,
): Query<Q> {
  const names = Object.keys(choices);
  const read = (c: HonoContext<AppEnv>) => {
    return refine(readChoices(readParameters(c, names), choices), c);
  };
  return { parameters: names, read };
}

/**
 * How a parameter is read. `rule` says in words which values are valid. `read` returns undefined
 * for an invalid value.
 */
export type Reading<V> = { readonly rule: string; readonly read: (text: string) => V | undefined };
export type Readings = { readonly [name: string]: Reading<unknown> };
export type Values<R extends Readings> = {
  readonly [name in keyof R]?: Exclude<ReturnType<R[name]['read']>, undefined>;
};

/** A parameter that has one of a few values. */
export function oneOf<const V extends string>(values: readonly V[]): Reading<V> {
  return {
    rule: `one of ${values.join(', ')}`,
    read: (text) => values.find((value) => value === text),
  };
}

/**
 * Reads the parameters that `readings` names. If a parameter is missing, the result has no entry
 * for it.
 * @throws Problem `query-invalid`
 */
export function readValues<R extends Readings>(
  parameters: ReadonlyMap<string, string>,
  readings: R,
): Values<R> {
  const values = Object.entries(readings).flatMap(([name, reading]) => {
    const text = parameters.get(name);
    if (text === undefined) return [];
    const value = reading.read(text);
    if (value === undefined) fail(name, reading.rule);
    return [[name, value] as const];
  });
  return Object.fromEntries(values) as Values<R>;
}

/** Reads `limit`, `cursor` and the filters of a list that does not contain records. */
export function filteredPageQuery<R extends Readings>(
  readings: R,
): Query<{
  readonly page: { readonly limit: number; readonly cursor: string | undefined };
  readonly filters: Values<R>;
}> {
  const names = ['limit', 'cursor', ...Object.keys(readings)];
  const read = (c: HonoContext<AppEnv>) => {
    const parameters = readParameters(c, names);
    const sizes = { usual: pageSizeDefault, max: pageSizeMax };
    return {
      page: { limit: toLimit(parameters, sizes), cursor: parameters.get('cursor') },
      filters: readValues(parameters, readings),
    };
  };
  return { parameters: names, read };
}

/** A number in the form of JSON (RFC 8259, section 6). */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Converts the text of a parameter to a value of its field's type. */
function convert(schema: z.ZodType, text: string): unknown {
  const { type } = schema.def;
  if (type === 'number') return jsonNumber.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

type Narrowed = { readonly page: PageRequest; readonly filters: readonly Filter[] };

/**
 * Reads the conditions of the filters in a URL.
 * @throws Problem `query-invalid`
 */
export function readFilters(
  parameters: ReadonlyMap<string, string>,
  filterable: readonly ListFilter[],
): Filter[] {
  return filterable.flatMap((filter): Filter[] => {
    const text = parameters.get(filter.name);
    if (text === undefined) return [];
    const { schema } = filter;
    const parsed = z.safeParse(schema, convert(schema, text));
    if (!parsed.success) fail(filter.name, ruleOf(filter));
    return [conditionOf(filter, parsed.data)];
  });
}

function ruleOf({ field }: ListFilter): string {
  if (field === 'created_at')
    return 'a time in RFC 3339 with Z or an offset, whose + is written %2B';
  return 'a value that the field can have';
}

/** The names of the parameters for a category's filters. */
export const namesOf = (filters: readonly ListFilter[]) => filters.map(({ name }) => name);

/** Reads which page of a list of records the caller wants, and the list's filters. */
export function listQuery(category: Category): Query<Narrowed> {
  return narrowedBy(listFilters(category), pageParameters);
}

/**
 * Reads `limit`, `cursor`, and those filters of a category whose names are in `names`. It is for
 * lists whose items are not records.
 */
export function narrowedPageQuery(category: Category, names: readonly string[]): Query<Narrowed> {
  const filterable = listFilters(category).filter(({ name }) => names.includes(name));
  return narrowedBy(filterable, ['limit', 'cursor']);
}

function narrowedBy(filterable: readonly ListFilter[], page: readonly string[]): Query<Narrowed> {
  const names = [...page, ...namesOf(filterable)];
  const read = (c: HonoContext<AppEnv>) => {
    const parameters = readParameters(c, names);
    return { page: toPage(parameters), filters: readFilters(parameters, filterable) };
  };
  return { parameters: names, read };
}
