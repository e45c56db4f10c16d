import { problemTable } from '#shared/base/problems/problem-table.ts';
import type { JsonSchema } from './openapi-document.ts';

function errorTable(): string {
  const rows = Object.entries(problemTable).map(
    ([code, { status, detail }]) => `| \`${code}\` | ${status} | ${detail} |`,
  );
  return ['| code | status | |', '|---|---|---|', ...rows].join('\n');
}

function brokenRule(
  place: string,
  description: string,
  schema: JsonSchema = { type: 'string' },
): JsonSchema {
  return {
    type: 'object',
    properties: { [place]: { ...schema, description }, rule: { type: 'string' } },
    required: [place, 'rule'],
    additionalProperties: false,
  };
}

/** The schema of every error answer (RFC 9457). */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: `An error (RFC 9457). Its texts are fixed, and never contain a value from the request.\n\n${errorTable()}`,
  properties: {
    type: { type: 'string', pattern: '^urn:mayfly:problem:[a-z-]+$' },
    code: {
      type: 'string',
      enum: Object.keys(problemTable),
      description: 'The code of an error never changes, so programs can rely on it.',
    },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    title: { type: 'string' },
    detail: { type: 'string' },
    request_id: {
      type: 'string',
      description: 'Support finds the request by this id. It is not personal.',
    },
    errors: {
      type: 'array',
      maxItems: 50,
      description:
        'The faults of the request. Each fault has its place and the broken rule, never the value.',
      items: {
        oneOf: [
          brokenRule('pointer', 'The place in the body: a JSON Pointer (RFC 6901).'),
          brokenRule('parameter', 'The name of a query parameter.'),
          brokenRule('header', 'The name of a header.'),
          brokenRule('line', 'The number of a line in the file, beginning with 1.', {
            type: 'integer',
            minimum: 1,
          }),
        ],
      },
    },
  },
  required: ['type', 'code', 'status', 'title', 'detail', 'request_id'],
  additionalProperties: false,
};
