import { type JsonSchema, jsonContent, type Parameter } from './openapi-document.ts';

/** Describes a required JSON body, with an example. */
export function bodyOf(schema: JsonSchema, summary: string, example: unknown) {
  return { required: true, content: jsonContent(schema, summary, example) } as const;
}

/** A parameter in the path: an id that is a hash in hex, for a member or an API key. */
export const hexId: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id, as the list shows it.',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  example: 'c0ffee00'.repeat(8),
};
