import type { JsonSchema, OpenApiDocument } from '#shared/openapi/openapi-document.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { type Resolve, typeSource } from './type-source.ts';

/**
 * True for a component that becomes a type of its own. The type of any other component, for
 * example of a text, a number or a list, is written where it is used.
 */
function isNamed({ type }: JsonSchema): boolean {
  return type === 'object';
}

/**
 * Returns a function that finds the type of a reference in the description. Use this function for
 * source files that import the types of {@link schemasSource}.
 */
export function resolveIn({ components }: OpenApiDocument): Resolve {
  return (name) => {
    const schema = components.schemas[name];
    if (schema === undefined) throw new Error(`the description has no component ${name}`);
    return isNamed(schema) ? name : schema;
  };
}

/** Returns the first paragraph of a component's description as a comment. */
function commentOf({ description }: JsonSchema): string {
  return typeof description === 'string' ? `/** ${description.split('\n\n')[0]} */\n` : '';
}

/** Components that are sent as forms. Their type is `FormData`. */
function formsOf(document: OpenApiDocument): ReadonlySet<string> {
  const bodies = [...readOperations(document).values()].map(({ requestBody }) => requestBody);
  const schemas = bodies.map((body) => body?.content['multipart/form-data']?.schema['$ref']);
  return new Set(schemas.map((reference) => String(reference).split('/').at(-1) ?? ''));
}

/**
 * Returns the source with the types of all requests and answers in the description of the API. The
 * source is not formatted.
 */
export function schemasSource(document: OpenApiDocument): string {
  const resolve = resolveIn(document);
  const forms = formsOf(document);
  const types = Object.entries(document.components.schemas)
    .filter(([name, schema]) => isNamed(schema) && !forms.has(name))
    .map(([name, schema]) => {
      return `\n${commentOf(schema)}export type ${name} = ${typeSource(schema, resolve)};\n`;
    });
  return `// Generated from the description of the API by \`npm run generate\`.\n${types.join('')}`;
}
