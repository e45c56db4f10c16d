import { MayflyUnreachable, readProblem } from './mayfly-problem.ts';
import { retryAfterMs, retryPauseMs } from './retry-pause.ts';

export type Transport = {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly tenant: string | undefined;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly attemptsMax: number;
  readonly timeoutMs: number;
};

/** The options of a call, in addition to its input. */
export type CallOptions = {
  /**
   * The caller's own id for the request. It has at most 64 characters: letters, digits, `_`, `.`,
   * `:` and `-`. If the request fails, `MayflyProblem` contains it.
   */
  readonly requestId?: string;
  /** A signal that ends the call, even during an attempt or a pause. */
  readonly signal?: AbortSignal;
  /**
   * How many milliseconds each attempt of this call may take. Replaces the client's `timeoutMs`.
   */
  readonly timeoutMs?: number;
  /**
   * The client calls this function with the headers of a successful answer, before it reads the
   * body. An example of such a header is `mayfly-archive-id`.
   */
  readonly onHeaders?: (headers: Headers) => void;
};

/** The options of a call that changes one record. */
export type ChangeOptions = CallOptions & {
  /**
   * The record's entity tag, which `etagOf` returns, or `*`, which matches every tag. If the tag
   * does not match, the call changes nothing and throws `MayflyProblem` with the code
   * `precondition-failed`. The call may also throw this error although it made the change. This
   * happens if the answer to one attempt is lost, and the next attempt finds a new tag.
   */
  readonly ifMatch?: string;
  /** With `*` the call changes nothing if the record already exists. */
  readonly ifNoneMatch?: string;
};

export type ClientRequest = ChangeOptions & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path and the query of the URL. They contain no personal value. */
  readonly path: string;
  readonly body?: unknown;
  /** A file that is sent instead of a JSON body. */
  readonly csv?: string | Blob;
  /** A text that is sent instead of a JSON body. Each of its lines is a JSON value. */
  readonly lines?: string | Blob;
  /** A form that is sent instead of a JSON body. */
  readonly form?: FormData;
  /** The key by which Mayfly recognises repetitions of a POST. By default it is a random UUID. */
  readonly idempotencyKey?: string;
  /**
   * True if the answer 404 to a repeated attempt is a success, because an earlier attempt may have
   * deleted the record.
   */
  readonly goneIsDone?: true;
};

/**
 * The longest pause, in milliseconds, that a server may ask for. If a server asks for a longer
 * pause, the client does not send the request again.
 */
const patienceMs = 60_000;

const retried = new Set([429, 503]);

function initOf(transport: Transport, request: ClientRequest, signal: AbortSignal): RequestInit {
  const { apiKey, tenant } = transport;
  return {
    method: request.method,
    headers: {
      // Without an API key, the cookie of a session authorises the request. Such a request needs
      // this header, which shows that one of our own pages sends it.
      ...(apiKey === undefined ? { 'mayfly-csrf': '1' } : { authorization: `Bearer ${apiKey}` }),
      ...(tenant !== undefined && { 'mayfly-tenant': tenant }),
      ...(request.requestId !== undefined && { 'x-request-id': request.requestId }),
      ...(request.ifMatch !== undefined && { 'if-match': request.ifMatch }),
      ...(request.ifNoneMatch !== undefined && { 'if-none-match': request.ifNoneMatch }),
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...(request.csv !== undefined && { 'content-type': 'text/csv' }),
      ...(request.lines !== undefined && { 'content-type': 'application/x-ndjson' }),
      ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    ...(request.csv !== undefined && { body: request.csv }),
    ...(request.lines !== undefined && { body: request.lines }),
    ...(request.form !== undefined && { body: request.form }),
    signal,
    cache: 'no-store',
    credentials: apiKey === undefined ? 'same-origin' : 'omit',
    // If a redirect were followed, another server could get the key and the body.
    redirect: 'error',
  };
}

/**
 * The result of an attempt. A failure has no `response` if no complete answer has arrived, or if
 * `onHeaders` has thrown an error. If `isFinal` is true, the request must not be sent again.
 */
type Outcome<T> =
  | { readonly done: T }
  | { readonly failure: Error; readonly response?: Response; readonly isFinal: boolean };

/** Runs a function of the client's user. @returns the error that the function throws, or null */
function failureOf(work: () => void): Error | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error
      ? error
      : new Error('onHeaders threw a value that is not an Error', { cause: error });
  }
}

async function attemptOnce<T>(
  transport: Transport,
  request: ClientRequest,
  read: (response: Response) => Promise<T>,
  isRepetition: boolean,
): Promise<Outcome<T>> {
  const clock = new AbortController();
  const signals = [clock.signal, ...(request.signal ? [request.signal] : [])];
  const init = initOf(transport, request, AbortSignal.any(signals));
  const timeUp = () => clock.abort(new DOMException('no answer in time', 'TimeoutError'));
  const timer = setTimeout(timeUp, request.timeoutMs ?? transport.timeoutMs);
  try {
    const response = await transport.fetch(`${transport.baseUrl}${request.path}`, init);
    const isGone = isRepetition && request.goneIsDone && response.status === 404;
    const ownFailure = response.ok ? failureOf(() => request.onHeaders?.(response.headers)) : null;
    if (ownFailure !== null) {
      await response.body?.cancel();
      return { failure: ownFailure, isFinal: true };
    }
    if (response.ok || isGone) return { done: await read(response) };
    const failure = await readProblem(response);
    return { failure, response, isFinal: !retried.has(response.status) };
  } catch (cause) {
    request.signal?.throwIfAborted();
    const failure = new MayflyUnreachable('Mayfly gave no answer', { cause });
    return { failure, isFinal: false };
  } finally {
    clearTimeout(timer);
  }
}

/** The milliseconds before the next attempt. Undefined if there should be no next attempt. */
function pauseAfter(
  { random }: Transport,
  response: Response | undefined,
  attempt: number,
): number | undefined {
  const asked = retryAfterMs(response?.headers.get('retry-after') ?? null, Date.now());
  if (asked !== undefined && asked > patienceMs) return undefined;
  return retryPauseMs(attempt, random, asked);
}

/**
 * Sends a request and reads its answer. If no complete answer arrives, or the answer is 429 or 503,
 * the client sends the request again after a random pause. It repeats a POST with the same
 * idempotency key. Requests with other methods need no key: if such a request is sent twice, Mayfly
 * stores the same as if it were sent once. One exception: each request for new secrets makes other
 * secrets. When a PUT creates an endpoint, only the first answer shows the secrets of the endpoint.
 * @throws MayflyProblem, MayflyUnreachable, the reason of the signal, or the error of `onHeaders`
 */
export async function sendRequest<T>(
  transport: Transport,
  sent: ClientRequest,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const isKeyless = sent.method === 'POST' && sent.idempotencyKey === undefined;
  const request = isKeyless ? { ...sent, idempotencyKey: crypto.randomUUID() } : sent;
  for (let attempt = 0; ; attempt += 1) {
    request.signal?.throwIfAborted();
    const outcome = await attemptOnce(transport, request, read, attempt > 0);
    if ('done' in outcome) return outcome.done;
    const { failure, response, isFinal } = outcome;
    if (isFinal || attempt + 1 >= transport.attemptsMax) throw failure;
    const pause = pauseAfter(transport, response, attempt);
    if (pause === undefined) throw failure;
    await transport.sleep(pause, request.signal);
  }
}
