import type {
  Answer,
  OpenApiDocument,
  Operation,
  Parameter,
  Reference,
} from '#shared/openapi/openapi-document.ts';
import { readOperations, resolveAnswer } from '#shared/openapi/read-contents.ts';
import { resolveIn } from './schemas-source.ts';
import { type Resolve, typeSource } from './type-source.ts';

type Described = { readonly document: OpenApiDocument; readonly resolve: Resolve };

function parametersOf({ document }: Described, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((it: Parameter | Reference) => {
    if (!('$ref' in it)) return it;
    const found = document.components.parameters[it.$ref.split('/').at(-1) ?? ''];
    if (found === undefined) throw new Error(`the description has no parameter ${it.$ref}`);
    return found;
  });
}

/**
 * Returns the form of the id in a path: a record's id, a keyed hash, or an id that callers choose.
 */
function idKind(parameters: readonly Parameter[]): 'record' | 'hash' | 'chosen' | undefined {
  const id = parameters.find((each) => each.in === 'path');
  if (id === undefined) return undefined;
  const schema = JSON.stringify(id.schema);
  if (schema.includes('PlainId')) return 'chosen';
  return schema.includes('RecordId') ? 'record' : 'hash';
}

const bodyKinds: { readonly [mediaType: string]: 'json' | 'csv' | 'lines' | 'form' } = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'lines',
  'multipart/form-data': 'form',
};
/** The type of a body that is not JSON. */
const bodyTypes = { csv: 'string | Blob', lines: 'string | Blob', form: 'FormData' } as const;

function bodyOf({ resolve }: Described, { requestBody }: Operation) {
  const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (mediaType === undefined || content === undefined) return undefined;
  const kind = bodyKinds[mediaType];
  if (kind === undefined) throw new Error(`the client cannot send a body of the type ${mediaType}`);
  const type = kind === 'json' ? typeSource(content.schema, resolve) : bodyTypes[kind];
  return { kind, type, isRequired: requestBody?.required === true };
}

/** Returns the contents of an operation's successful answers, each with its media type. */
function contentsOf({ document }: Described, { responses }: Operation) {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, answer]): Answer => resolveAnswer(document, answer))
    .flatMap(({ content = {} }) => Object.entries(content));
}

/**
 * True for a page that people read in a browser. Some operations can return a page instead of data,
 * but the client never requests the page.
 */
const isPage = ([mediaType]: readonly [string, unknown]) => mediaType === 'text/html';

function answerOf(described: Described, operation: Operation) {
  const { resolve } = described;
  const contents = contentsOf(described, operation).filter((content) => !isPage(content));
  if (contents.length === 0) return { kind: 'nothing', type: 'undefined' } as const;
  if (contents.some(([mediaType]) => mediaType !== 'application/json'))
    return { kind: 'stream', type: 'ReadableStream<Uint8Array>' } as const;
  const types = contents.map(([, { schema }]) => typeSource(schema, resolve));
  return { kind: 'json', type: [...new Set(types)].join(' | ') } as const;
}

function operationSource(described: Described, route: string, operation: Operation) {
  const parameters = parametersOf(described, operation);
  const hasPage = contentsOf(described, operation).some(isPage);
  const query = parameters.filter(
    (each) => each.in === 'query' && !(hasPage && each.name === 'format'),
  );
  const id = idKind(parameters);
  const body = bodyOf(described, operation);
  const answer = answerOf(described, operation);
  const takes = (header: string) => parameters.some(({ name }) => name === header);
  const queryType = query.map(
    ({ name, schema }) => `readonly ${name}?: ${typeSource(schema, described.resolve)};`,
  );
  const asked = [
    ...(id === undefined ? [] : ['readonly id: string;']),
    ...(query.length === 0 ? [] : [`readonly query?: { ${queryType.join(' ')} };`]),
    ...(body === undefined ? [] : [`readonly body${body.isRequired ? '' : '?'}: ${body.type};`]),
    ...(takes('Idempotency-Key') ? ['readonly idempotencyKey?: string;'] : []),
    ...(takes('If-Match') ? ['readonly ifMatch?: string;'] : []),
    ...(takes('If-Match') && takes('If-None-Match') ? ['readonly ifNoneMatch?: string;'] : []),
  ];
  const facts = {
    ...(id !== undefined && { id }),
    ...(query.length > 0 && { query: query.map(({ name }) => name) }),
    ...(body !== undefined && { body: body.kind }),
    answer: answer.kind,
  };
  return {
    type: `/** ${operation.summary}. */\nreadonly '${route}': { readonly asked: { ${asked.join(' ')} }; readonly answer: ${answer.type}; };`,
    facts: `'${route}': ${JSON.stringify(facts)},`,
  };
}

/**
 * Returns the client's TypeScript source with the types and facts of every route in the description
 * of the API. The source is not formatted.
 */
export function operationsSource(document: OpenApiDocument): string {
  const named = new Set<string>();
  const find = resolveIn(document);
  const resolve: Resolve = (name) => {
    const found = find(name);
    if (typeof found === 'string') named.add(found);
    return found;
  };
  const sources = [...readOperations(document)].map(([route, operation]) =>
    operationSource({ document, resolve }, route, operation),
  );
  return `// Generated from the description of the API by \`npm run generate\`.
import type { ${[...named].toSorted().join(', ')} } from './schemas.ts';

/** Every route, with its request and its answer. */
export type Operations = {
${sources.map(({ type }) => type).join('\n')}
};

/** The facts that the client needs to send a request to a route. */
export type Operation = {
  /** The form of the id in the path. */
  readonly id?: 'record' | 'hash' | 'chosen';
  /** The names of the query parameters. */
  readonly query?: readonly string[];
  readonly body?: 'json' | 'csv' | 'lines' | 'form';
  readonly answer: 'json' | 'stream' | 'nothing';
};

export const operations: { readonly [route in keyof Operations]: Operation } = {
${sources.map(({ facts }) => facts).join('\n')}
};
`;
}
