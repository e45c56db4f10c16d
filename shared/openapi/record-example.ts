import { formatInstant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { retentionDays } from '#shared/settings/retention.ts';
import { categoryExamples } from './category-examples.ts';

const createdAt = Date.UTC(2026, 10, 23, 9, 30) * microsPerMilli;

/** The id that all records in examples have. */
export const exampleId = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';

type Example = { readonly [field: string]: unknown };

/**
 * Returns an example of a record in an answer. It contains the fields of the category's request
 * example, and the fields that Mayfly adds. Undefined if the category has no example.
 */
export function recordExample(category: Category): Example | undefined {
  const example = categoryExamples[category.id];
  if (example === undefined) return undefined;
  const sent =
    category.createdBy === 'caller' ? createSchema(category).parse(example.sent) : example.sent;
  const values: Example = { ...sent, ...example.added };
  const fields = Object.keys(category.fields).flatMap((name) =>
    values[name] === undefined ? [] : [[name, values[name]] as const],
  );
  const expiresAt = createdAt + retentionDays(category, values) * microsPerDay;
  return {
    id: exampleId,
    created_at: formatInstant(createdAt),
    expires_at: formatInstant(expiresAt),
    ...Object.fromEntries(fields),
  };
}

/** Returns an example of a page with one record. */
export function pageExample(category: Category): Example | undefined {
  const record = recordExample(category);
  return record && { items: [record], next_cursor: null, newest_cursor: exampleCursor };
}

/** An example of a cursor. It belongs to no real list, so no request accepts it. */
export const exampleCursor = 'nKx3Tn9qRkVbMTc2Mzg5MDIwMDAwMDAwMF0';

/**
 * Returns an example of a search. It searches by the first lookup field that has a value in the
 * category's example record.
 */
export function searchExample(
  category: Category,
  lookupNames: readonly string[],
): Example | undefined {
  const record = recordExample(category);
  const name = lookupNames.find((each) => record?.[each] !== undefined);
  return name === undefined || record === undefined ? undefined : { [name]: record[name] };
}

/**
 * Returns an example of a correction. It changes one field: the first encrypted field that callers
 * set and that has a value in the example record. It never changes the email.
 */
export function correctionExample(category: Category): Example | undefined {
  const record = recordExample(category);
  const names = Object.entries(category.fields).filter(
    ([name, field]) => field.atRest === 'aes' && field.setBy === 'caller' && name !== 'email',
  );
  const name = names.map(([each]) => each).find((each) => record?.[each] !== undefined);
  return name === undefined || record === undefined ? undefined : { [name]: record[name] };
}
