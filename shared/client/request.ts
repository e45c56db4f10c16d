import { readTagged } from './etag-of.ts';
import { type Operation, type Operations, operations } from './operations.ts';
import {
  type CallOptions,
  type ChangeOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import {
  hashSegment,
  listQuery,
  plainSegment,
  type QueryValues,
  recordSegment,
} from './url-parts.ts';

/** A route of the API: its method and its path, as the API's description writes them. */
export type Route = keyof Operations;

/**
 * What a caller gives for a route: the `id` in its path, `query`, `body`, `idempotencyKey`,
 * `ifMatch`, and the options of the call.
 */
export type Asked<R extends Route> = Operations[R]['asked'] & CallOptions;
export type Answered<R extends Route> = Operations[R]['answer'];

type Arguments<R extends Route> = object extends Operations[R]['asked']
  ? [asked?: Asked<R>]
  : [asked: Asked<R>];

/**
 * Calls a route. The answer is JSON as the API's description says, or a file as a stream. For a
 * file, the time limit applies only until the first byte arrives.
 * @throws MayflyProblem, MayflyUnreachable, and TypeError for a value that a URL must not contain
 */
export type Request = <R extends Route>(route: R, ...asked: Arguments<R>) => Promise<Answered<R>>;

/** All parameters that a route may have. */
type AnyAsked = ChangeOptions & {
  readonly id?: string;
  readonly query?: QueryValues;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
};

const segments = { record: recordSegment, hash: hashSegment, chosen: plainSegment } as const;

function pathOf(path: string, { id: kind, query: names }: Operation, asked: AnyAsked): string {
  const own = kind === undefined ? path : path.replace('{id}', segments[kind](asked.id ?? ''));
  return names === undefined ? own : `${own}${listQuery(names, asked.query ?? {})}`;
}

function bodyOf({ body: kind }: Operation, body: unknown): Partial<ClientRequest> {
  if (body === undefined) return {};
  if (kind === 'csv') return { csv: body as string | Blob };
  if (kind === 'lines') return { lines: body as string | Blob };
  return kind === 'form' ? { form: body as FormData } : { body };
}

async function readAnswer({ answer }: Operation, response: Response): Promise<unknown> {
  if (answer === 'nothing') return undefined;
  return answer === 'json' ? readTagged(response) : (response.body ?? new Blob().stream());
}

/** Creates the {@link Request}. */
export function createRequest(transport: Transport): Request {
  return async (route, ...[input]) => {
    const operation = operations[route];
    const [method, path = ''] = route.split(' ');
    const { id: _id, query: _query, body, ...options }: AnyAsked = input ?? {};
    const request: ClientRequest = {
      ...options,
      ...bodyOf(operation, body),
      method: method as ClientRequest['method'],
      path: pathOf(path, operation, input ?? {}),
      ...(method === 'DELETE' && operation.answer === 'nothing' && { goneIsDone: true }),
    };
    return (await sendRequest(transport, request, (response) =>
      readAnswer(operation, response),
    )) as Answered<typeof route>;
  };
}
