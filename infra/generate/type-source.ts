import type { JsonSchema } from '#shared/openapi/openapi-document.ts';

/**
 * Finds the replacement for a reference. A text is the name of a type that the source imports or
 * defines. If the result is a schema, its type is written in place of the reference.
 */
export type Resolve = (name: string) => string | JsonSchema;

/**
 * If an object must have exactly one of several sets of properties, returns these sets. Returns
 * undefined for every other schema.
 */
function choicesOfRequired({ oneOf, properties }: JsonSchema): string[][] | undefined {
  if (!Array.isArray(oneOf) || properties === undefined) return undefined;
  const choices = oneOf as readonly { readonly required?: string[] }[];
  const sets = choices.map(({ required }) => required);
  return sets.every((set) => set !== undefined) ? sets : undefined;
}

function union(alternatives: readonly string[]): string {
  return [...new Set(alternatives)].join(' | ');
}

/**
 * Writes the type of an object that must have exactly one of several sets of properties. The type
 * is a union with one member for each set. A member allows no property of another set.
 */
function choiceSource(
  schema: JsonSchema,
  sets: readonly (readonly string[])[],
  of: (inner: unknown) => string,
): string {
  const all = new Set(sets.flat());
  const { oneOf: _choices, ...whole } = schema;
  const common = (whole['required'] ?? []) as readonly string[];
  return union(
    sets.map((set) => {
      const properties = Object.entries(schema['properties'] as object).map(([name, property]) =>
        all.has(name) && !set.includes(name) ? [name, { not: {} }] : [name, property],
      );
      return objectSource(
        { ...whole, properties: Object.fromEntries(properties), required: [...common, ...set] },
        of,
      );
    }),
  );
}

function objectSource(schema: JsonSchema, of: (inner: unknown) => string): string {
  const { properties, additionalProperties: others } = schema;
  const required = (schema['required'] ?? []) as readonly string[];
  if (properties === undefined)
    return typeof others === 'object'
      ? `{ readonly [key: string]: ${of(others)} }`
      : '{ [key: string]: unknown }';
  const lines = Object.entries(properties as object).map(([name, property]) => {
    const mark = required.includes(name) ? '' : '?';
    return `readonly ${name}${mark}: ${of(property)};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

/**
 * Writes a JSON Schema as a TypeScript type, as far as types can express the schema. The text of
 * the type is not formatted.
 * @throws an error for a schema without a matching type
 */
export function typeSource(schema: JsonSchema, resolve: Resolve): string {
  const of = (inner: unknown): string => typeSource(inner as JsonSchema, resolve);
  const { $ref: reference, const: only, enum: values, type } = schema;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (typeof reference === 'string') {
    const found = resolve(reference.split('/').at(-1) ?? '');
    return typeof found === 'string' ? found : of(found);
  }
  const sets = choicesOfRequired(schema);
  if (sets !== undefined) return choiceSource(schema, sets, of);
  if (JSON.stringify(schema['not']) === '{}') return 'never';
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return union(values.map((value) => JSON.stringify(value)));
  if (Array.isArray(choices)) return union(choices.map(of));
  if (Array.isArray(type)) return union(type.map((each: string) => of({ ...schema, type: each })));
  switch (type) {
    case undefined:
      return 'unknown';
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${of(schema['items'])})[]`;
    case 'object':
      return objectSource(schema, of);
    default:
      throw new Error(`no type for the schema ${JSON.stringify(schema)}`);
  }
}
