import type { Context as HonoContext } from 'hono';
import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category, Field } from '#shared/categories/define-category.ts';
import { type PageRequest, pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import type { Filter } from '#shared/store/store.ts';
import type { AppEnv } from '../env.ts';

const pageParameters = ['limit', 'cursor', 'after'];

function fail(parameter: string, rule: string): never {
  throw new Problem('query-invalid', { errors: [{ parameter, rule }] });
}

/** The parameters of a URL, each at most once and all of them known. @throws Problem `query-invalid` */
function readParameters(c: HonoContext<AppEnv>, known: readonly string[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, values] of Object.entries(c.req.queries())) {
    // An unknown name is not repeated in the answer: it is the caller's text.
    if (!known.includes(name)) fail('', `known parameters are ${known.join(', ')}`);
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

function toPage(parameters: ReadonlyMap<string, string>): PageRequest {
  return {
    limit: toLimit(parameters, { usual: pageSizeDefault, max: pageSizeMax }),
    cursor: parameters.get('cursor'),
    after: parameters.get('after'),
  };
}

/** Reads `limit`, `cursor` and `after`. @throws Problem `query-invalid` */
export function readPage(c: HonoContext<AppEnv>): PageRequest {
  return toPage(readParameters(c, pageParameters));
}

/** Reads `limit` and `cursor` of a list that has no `after`. @throws Problem `query-invalid` */
export function readForwardPage(c: HonoContext<AppEnv>, sizes: PageSizes) {
  const parameters = readParameters(c, ['limit', 'cursor']);
  return { limit: toLimit(parameters, sizes), cursor: parameters.get('cursor') };
}

/** Refuses any parameter. @throws Problem `query-invalid` */
export function readNoQuery(c: HonoContext<AppEnv>): void {
  readParameters(c, []);
}

type Choices = { readonly [name: string]: readonly string[] };

/** Reads parameters that take one of a few values each, or are left out. @throws Problem `query-invalid` */
export function readChoices<const C extends Choices>(
  c: HonoContext<AppEnv>,
  choices: C,
): { readonly [name in keyof C]?: C[name][number] } {
  const parameters = readParameters(c, Object.keys(choices));
  for (const [name, value] of parameters)
    if (!choices[name]?.includes(value)) fail(name, `one of ${choices[name]?.join(', ')}`);
  return Object.fromEntries(parameters) as { readonly [name in keyof C]?: C[name][number] };
}

type FilterParameter = {
  readonly name: string;
  readonly field: string;
  readonly op: Filter['op'];
  readonly schema: z.ZodType;
};

function filterParameters(category: Category): FilterParameter[] {
  return Object.entries(category.fields).flatMap(
    ([name, field]: [string, Field]): FilterParameter[] => {
      if (field.atRest !== 'plain' || field.filter === undefined) return [];
      const { schema } = field;
      if (field.filter === 'equal') return [{ name, field: name, op: '==', schema }];
      return [
        { name: `${name}_min`, field: name, op: '>=', schema },
        { name: `${name}_max`, field: name, op: '<=', schema },
      ];
    },
  );
}

/** A number as JSON writes it (RFC 8259, section 6). */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A parameter's text as its field's type. */
function convert(schema: z.ZodType, text: string): unknown {
  const { type } = schema.def;
  if (type === 'number') return jsonNumber.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** Reads the page and a category's filters from the URL. @throws Problem `query-invalid` */
export function readListQuery(c: HonoContext<AppEnv>, category: Category) {
  return readNarrowed(c, filterParameters(category), pageParameters);
}

/**
 * Reads `limit`, `cursor` and those of a category's filters that are named, for what is no list of records.
 * @throws Problem `query-invalid`
 */
export function readNarrowedPage(
  c: HonoContext<AppEnv>,
  category: Category,
  names: readonly string[],
) {
  const filterable = filterParameters(category).filter(({ name }) => names.includes(name));
  return readNarrowed(c, filterable, ['limit', 'cursor']);
}

function readNarrowed(
  c: HonoContext<AppEnv>,
  filterable: readonly FilterParameter[],
  page: readonly string[],
) {
  const parameters = readParameters(c, [...page, ...filterable.map(({ name }) => name)]);
  const filters = filterable.flatMap(({ name, field, op, schema }): Filter[] => {
    const text = parameters.get(name);
    if (text === undefined) return [];
    const parsed = z.safeParse(schema, convert(schema, text));
    if (!parsed.success) fail(name, 'a value that the field can have');
    return [{ field, op, value: parsed.data }];
  });
  return { page: toPage(parameters), filters };
}
