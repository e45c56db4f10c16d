import type { Category } from '#shared/categories/define-category.ts';
import { type ExternalField, externalFields } from '#shared/categories/external-fields.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { JsonSchema } from './openapi-document.ts';

/**
 * Changes the schema of an object: instead of a required id, the object may contain the text from
 * which Mayfly makes the id.
 */
function orExternal(schema: JsonSchema, pairs: readonly ExternalField[]): JsonSchema {
  const required = (schema['required'] ?? []) as readonly string[];
  const replaced = pairs.filter(({ id }) => required.includes(id));
  if (replaced.length === 0) return schema;
  const ids = new Set(replaced.map(({ id }) => id));
  const choices = replaced.reduce<readonly (readonly string[])[]>(
    (sets, { external, id }) =>
      sets.flatMap((set) => [
        [...set, id],
        [...set, external],
      ]),
    [[]],
  );
  return {
    ...schema,
    required: required.filter((name) => !ids.has(name)),
    oneOf: choices.map((choice) => ({ required: choice })),
  };
}

/** Returns the schema of a new record, in the form in which callers send it. */
export function newRecordSchema(category: Category): JsonSchema {
  return orExternal(jsonSchemaOf(createSchema(category), 'input'), externalFields(category));
}
