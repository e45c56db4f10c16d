import type { Category, Field } from '#shared/categories/define-category.ts';
import type { Language } from '#shared/categories/texts.ts';
import { portableFields } from './view.ts';

type JsonSchema = { readonly [keyword: string]: unknown };

const text: JsonSchema = { type: 'string' };
const time: JsonSchema = { type: 'string', format: 'date-time' };

/**
 * The JSON Schema of a field's values. If an encrypted field does not contain text, the schema
 * allows every value in it.
 */
function typeOf(field: Field): JsonSchema {
  if (field.atRest === 'aes') return field.encoding === 'text' ? text : {};
  const { type } = field.schema.def;
  if (type === 'number') return { type: 'number' };
  return type === 'boolean' ? { type: 'boolean' } : text;
}

function closed(properties: { readonly [name: string]: JsonSchema }, optional: readonly string[]) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

function groupSchema(category: Category, language: Language): JsonSchema {
  const fields = Object.entries(portableFields(category)).map(([name, field]) => {
    const { label, origin } = field;
    return [name, { title: label[language], ...typeOf(field), 'x-origin': origin }] as const;
  });
  const record = {
    created_at: time,
    ...Object.fromEntries(fields),
    enclosed_file: { type: 'string', description: 'Path of the file in the archive.' },
    unreadable: { const: true, description: 'The record is stored and cannot be decrypted.' },
    withheld: {
      const: true,
      description: 'The text of the record is withheld, to protect the rights of others.',
    },
  };
  const optional = Object.keys(record).filter((name) => name !== 'created_at');
  return closed(
    {
      category: { const: category.id },
      title: text,
      legal_basis: { enum: ['consent', 'contract'] },
      records: { type: 'array', items: closed(record, optional) },
    },
    [],
  );
}

/**
 * The JSON Schema (draft 2020-12) of `data.json` in a portability archive. It is made from the
 * declarations of the categories. `x-origin` states for each field whether the person provided the
 * value or the service observed it.
 */
export function portabilitySchema(
  categories: readonly Category[],
  language: Language,
): { readonly [keyword: string]: unknown } {
  const waiting = closed({ category: text, count: { type: 'integer', minimum: 1 } }, []);
  const leftOut = closed({ category: text, legal_basis: text }, []);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...closed(
      {
        format: { const: 'mayfly-portability-archive' },
        version: { const: 1 },
        language: { enum: ['de', 'en'] },
        made_at: time,
        searched_by: { type: 'array', items: text },
        schema: { const: 'schema.json' },
        left_out: { type: 'array', items: leftOut },
        waiting: { type: 'array', items: waiting },
        data: {
          type: 'array',
          items: { oneOf: categories.map((category) => groupSchema(category, language)) },
        },
      },
      [],
    ),
  };
}
