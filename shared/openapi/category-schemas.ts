import type { Category } from '#shared/categories/define-category.ts';
import { correctionSchema } from '#shared/categories/record-schema.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { narrowedExportOptions } from '#shared/records/export-options.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { describeField, describeProperties } from './describe-field.ts';
import { defaultWords, jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';
import { newRecordSchema } from './or-external.ts';

/** A category's title inside a sentence: `chat messages`, but `NLU messages`. */
export function inSentence(title: string): string {
  const isAcronym = /^\p{Lu}{2}/u.test(title);
  return isAcronym ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

/** The name of a category's component, for example `ChatMessages` for `chat_messages`. */
export function componentName(category: Category): string {
  return category.id.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) =>
    letter.toUpperCase(),
  );
}

/** The schema of a record in an answer. */
export function recordSchema(category: Category): JsonSchema {
  const fields = Object.entries(category.fields).map(([name, field]) => {
    const schema = jsonSchemaOf(field.schema, 'output');
    const description = describeField(name, field);
    return [name, description === '' ? schema : { ...schema, description }];
  });
  const required = Object.entries(category.fields).filter(
    ([, field]) => field.required && field.atRest === 'plain',
  );
  return {
    type: 'object',
    description: `${category.title.en}: ${category.purpose.en}.`,
    properties: {
      id: schemaRef('RecordId'),
      created_at: schemaRef('Timestamp'),
      expires_at: {
        ...schemaRef('Timestamp'),
        description:
          'From this time on no interface shows the record. It is deleted soon afterwards.',
      },
      ...Object.fromEntries(fields),
      masked: {
        type: 'array',
        items: { type: 'string' },
        description:
          'Only for callers who may read only masked fields: the names of the omitted fields.',
      },
    },
    required: [...always, ...required.map(([name]) => name)],
  };
}

const always = ['id', 'created_at', 'expires_at'];

/**
 * The schema of the answer to a change. A key that may only write gets only the fields that it
 * sent, and those of the state that it changed. So such a key cannot read other data by writing.
 */
export function changedSchema(category: Category): JsonSchema {
  const description =
    'The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed.';
  return { ...recordSchema(category), description, required: always };
}

/** True if a request may change a part of a record. */
function isChangedInPart({ correctable, retention }: Category): boolean {
  return correctable || retention.basis === 'last_interaction';
}

/** The schema of a page of items. */
export function pageSchema(item: string): JsonSchema {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', maxItems: pageSizeMax, items: schemaRef(item) },
      next_cursor: {
        oneOf: [schemaRef('Cursor'), { type: 'null' }],
        description: 'Send it as `cursor` to get the next page. It is null on the last page.',
      },
      newest_cursor: {
        oneOf: [schemaRef('Cursor'), { type: 'null' }],
        description: 'Send it as `after` to get newer items.',
      },
    },
    required: ['items', 'next_cursor', 'newest_cursor'],
  };
}

/** The keywords for an object that has exactly one of some properties. */
export function exactlyOne(names: readonly string[]): JsonSchema {
  if (names.length === 1) return { required: names };
  return { oneOf: names.map((name) => ({ required: [name] })) };
}

function searchSchema(category: Category): JsonSchema {
  const names = lookupFields(category);
  const values = names.map((name) => {
    const schema = category.fields[name]?.schema;
    return [name, schema === undefined ? {} : jsonSchemaOf(schema, 'input')];
  });
  const description = defaultWords(pageSizeDefault);
  const limit = { type: 'integer', minimum: 1, maximum: pageSizeMax, description };
  return {
    type: 'object',
    description:
      names.length === 1 ? `A search by ${names[0]}.` : `Exactly one of ${names.join(', ')}.`,
    properties: { ...Object.fromEntries(values), limit, cursor: schemaRef('Cursor') },
    additionalProperties: false,
    ...exactlyOne(names),
  };
}

/** The schemas of a category by the names of their components. */
export function categorySchemas(category: Category): { [name: string]: JsonSchema } {
  const name = componentName(category);
  return {
    [name]: recordSchema(category),
    [`${name}Page`]: pageSchema(name),
    ...(category.createdBy === 'caller' && {
      [`${name}Create`]: describeProperties(category, newRecordSchema(category)),
    }),
    ...(isChangedInPart(category) && { [`${name}Changed`]: changedSchema(category) }),
    ...(category.correctable && {
      [`${name}Correction`]: {
        ...describeProperties(category, jsonSchemaOf(correctionSchema(category), 'input')),
        minProperties: 1,
        description: 'The changed fields. null removes a field, or a key in a JSON field.',
      },
    }),
    [`${name}Export`]: {
      ...jsonSchemaOf(narrowedExportOptions(category), 'input'),
      description:
        'The options of an export: its form, its password, and the filters that the list also has.',
    },
    ...(lookupFields(category).length > 0 && { [`${name}Search`]: searchSchema(category) }),
  };
}
