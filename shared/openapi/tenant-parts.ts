import { type JsonSchema, jsonContent, type Parameter } from './openapi-document.ts';

/** A required JSON body with an example. */
export function bodyOf(schema: JsonSchema, summary: string, example: unknown) {
  return { required: true, content: jsonContent(schema, summary, example) } as const;
}

/** A path parameter that is a keyed hash in hex. */
export const hexId: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id from the list.',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  example: 'c0ffee00'.repeat(8),
};
