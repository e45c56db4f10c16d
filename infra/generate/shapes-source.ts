import type { Category } from '#shared/categories/define-category.ts';
import { correctionSchema } from '#shared/categories/record-schema.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { jsonSchemaOf, sharedSchemas } from '#shared/openapi/json-schema-of.ts';
import type { JsonSchema } from '#shared/openapi/openapi-document.ts';
import { newRecordSchema } from '#shared/openapi/or-external.ts';
import { filterFields, shapeName } from './client-source.ts';
import { typeSource } from './type-source.ts';

const shared = sharedSchemas();

function typeOf(schema: JsonSchema): string {
  return typeSource(schema, (name) => {
    const found = shared[name];
    if (found === undefined) throw new Error(`no schema is called ${name}`);
    return found;
  });
}

/** The fields of a record, without the fields that every record has. */
function recordSchema({ fields }: Category): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, { schema }]) => [name, jsonSchemaOf(schema, 'output')]),
    ),
    required: entries.filter(([, { required }]) => required).map(([name]) => name),
  };
}

function verbsOf(category: Category): string[] {
  const isCreated = category.createdBy === 'caller';
  const offered = {
    create: isCreated,
    upsert: isCreated && category.unique.length > 0,
    correct: category.correctable,
    delete: category.deletable,
    touch: category.retention.basis === 'last_interaction',
  };
  return Object.entries(offered).flatMap(([verb, isOffered]) => (isOffered ? [verb] : []));
}

function names(of: readonly string[]): string {
  return of.length === 0 ? 'never' : of.map((name) => `'${name}'`).join(' | ');
}

function shapeSource(category: Category): string {
  const { number, title, purpose, createdBy, correctable } = category;
  const created = newRecordSchema(category);
  const corrected = jsonSchemaOf(correctionSchema(category), 'input');
  return `
/** ${title.en} (category ${number}). ${purpose.en}. */
export type ${shapeName(category)} = {
readonly record: ${typeOf(recordSchema(category))};
readonly create: ${createdBy === 'caller' ? typeOf(created) : 'never'};
readonly correction: ${correctable ? typeOf(corrected) : 'never'};
readonly equal: ${names(filterFields(category, 'equal'))};
readonly range: ${names(filterFields(category, 'range'))};
readonly lookup: ${names(lookupFields(category))};
readonly verbs: ${names(verbsOf(category))};
};
`;
}

/**
 * Returns the source with each category's types: record, creation, correction, filters and verbs.
 * The source is not formatted.
 */
export function shapesSource(categories: readonly Category[]): string {
  const shapes = categories.map(shapeSource).join('');
  return `// Generated from the registry by \`npm run generate\`. The file category-types.ts explains the parts.\n${shapes}`;
}
