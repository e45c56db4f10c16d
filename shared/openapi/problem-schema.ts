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

/** The schema of every error (RFC 9457). */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: `An error (RFC 9457). The texts are fixed and never repeat a value that was sent.\n\n${errorTable()}`,
  properties: {
    type: { type: 'string', pattern: '^urn:mayfly:problem:[a-z-]+$' },
    code: {
      type: 'string',
      enum: Object.keys(problemTable),
      description: 'The code never changes, so programs can use it.',
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
        'The faults of the request: each with its place and its rule, never with the value.',
      items: {
        oneOf: [
          brokenRule('pointer', 'A part of the body (RFC 6901).'),
          brokenRule('parameter', 'A query parameter.'),
          brokenRule('header', 'A header.'),
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
