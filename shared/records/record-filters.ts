import type * as z from 'zod';
import { parseInstant } from '#shared/base/time/instant.ts';
import type { Category, Field } from '#shared/categories/define-category.ts';
import { instant } from '#shared/categories/field-schemas.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { newestFirstOf } from '#shared/store/category-collection.ts';
import type { Filter, Order } from '#shared/store/store.ts';

/**
 * A filter for the list of a category's records, and for their exports. `name` is the name of the
 * filter's parameter.
 */
export type ListFilter = {
  readonly name: string;
  readonly field: string;
  readonly op: Filter['op'];
  readonly schema: z.ZodType;
  /** A description in English, for people. */
  readonly says: string;
};

/**
 * A range includes its first instant but not its last, so that adjacent ranges have no record in
 * common.
 */
const createdRange: readonly ListFilter[] = [
  {
    name: 'created_after',
    field: 'created_at',
    op: '>=',
    schema: instant,
    says: 'Only records that were created at this instant or later.',
  },
  {
    name: 'created_before',
    field: 'created_at',
    op: '<',
    schema: instant,
    says: 'Only records that were created before this instant, not at it.',
  },
];

/** The filters of a list for one field: by its value, or by a range of its values. */
export function filtersOfField(name: string, field: Field): ListFilter[] {
  if (field.atRest !== 'plain' || field.filter === undefined) return [];
  const { schema } = field;
  if (field.filter === 'equal')
    return [
      {
        name,
        field: name,
        op: '==',
        schema,
        says: `Only records whose \`${name}\` has this value.`,
      },
    ];
  const least = {
    name: `${name}_min`,
    op: '>=',
    says: `Only records whose \`${name}\` is this value or greater.`,
  };
  const most = {
    name: `${name}_max`,
    op: '<=',
    says: `Only records whose \`${name}\` is this value or smaller.`,
  };
  return [least, most].map((each) => ({ ...each, field: name, schema }) as ListFilter);
}

/**
 * The filters for the list of a category's records, and for their exports: by the fields that
 * declare a filter, and by the time of creation.
 */
export const listFilters = oncePerCategory((category): readonly ListFilter[] => [
  ...Object.entries(category.fields).flatMap(([name, field]) => filtersOfField(name, field)),
  ...createdRange,
]);

/** The condition for a filter with a value that its schema has parsed. */
export function conditionOf({ field, op }: ListFilter, value: unknown): Filter {
  return { field, op, value: field === 'created_at' ? parseInstant(String(value)) : value };
}

/** The schema of each filter for the list of a category's records, by the filter's name. */
export function filterShape(category: Category): { readonly [name: string]: z.ZodType } {
  const entries = listFilters(category).map(({ name, schema }) => [name, schema.optional()]);
  return Object.fromEntries(entries) as { [name: string]: z.ZodType };
}

/** The conditions for the values of filters that {@link filterShape} has parsed. */
export function conditionsOf(
  category: Category,
  values: { readonly [name: string]: unknown },
): Filter[] {
  return listFilters(category).flatMap((filter) => {
    const value = values[filter.name];
    return value === undefined ? [] : [conditionOf(filter, value)];
  });
}

/**
 * The order of a list with these filters: the newest first. If a filter is a range of a field other
 * than `created_at`, this field is added to the order. The order of every list contains
 * `created_at`, so a range of `created_at` needs no additional index.
 */
export function orderOf(category: Category, filters: readonly Filter[]): readonly Order[] {
  const ranged = filters
    .filter(({ field, op }) => op !== '==' && field !== 'created_at')
    .map(({ field }) => ({ field, direction: 'desc' as const }));
  return [...newestFirstOf(category), ...ranged.slice(0, 1)];
}
