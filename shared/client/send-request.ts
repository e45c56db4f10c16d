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
   * The id that the caller gives to the request, at most 64 characters: letters, digits, _ . : and
   * -. `MayflyProblem` contains it.
   */
  readonly requestId?: string;
  /** A signal that ends the call, its attempts and its pauses. */
  readonly signal?: AbortSignal;
  /** The milliseconds that an attempt may take. This replaces the limit of the client. */
  readonly timeoutMs?: number;
  /**
   * Called with the headers of the answer, before its body is read: `mayfly-archive-id` for
   * example. The function is not called for an error answer.
   */
  readonly onHeaders?: (headers: Headers) => void;
};

/** The options of a call that changes one record. */
export type ChangeOptions = CallOptions & {
  /**
   * The record's tag from `etagOf`, or `*`. If it does not match, nothing is changed, and the call
   * throws `MayflyProblem` with the code `precondition-failed`. The call may also throw this
   * problem when its first attempt succeeded and the answer was lost.
   */
  readonly ifMatch?: string;
  /** With `*` the call changes nothing if the record exists already. */
  readonly ifNoneMatch?: string;
};

export type ClientRequest = ChangeOptions & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path with its query. It contains no personal value. */
  readonly path: string;
  readonly body?: unknown;
  /** A file that is sent instead of a JSON body. */
  readonly csv?: string | Blob;
  /** JSON with one value in each line. */
  readonly lines?: string | Blob;
  /** A form that is sent instead of a JSON body. */
  readonly form?: FormData;
  /** The key by which Mayfly recognises repetitions of a POST. By default it is a random UUID. */
  readonly idempotencyKey?: string;
  /**
   * If a repetition gets 404, it counts as successful, because an earlier attempt may have deleted
   * the record.
   */
  readonly goneIsDone?: true;
};

/** If the server asks for a longer pause than this, in milliseconds, the client gives up. */
const patienceMs = 60_000;

const retried = new Set([429, 503]);

function initOf(transport: Transport, request: ClientRequest, signal: AbortSignal): RequestInit {
  const { apiKey, tenant } = transport;
  return {
    method: request.method,
    headers: {
      // If the request uses a session, this header shows that one of our own pages sends the
      // request.
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
    // The key and the body must not be sent to another server.
    redirect: 'error',
  };
}

/** The result of an attempt. A failure without a response means that no answer arrived. */
type Outcome<T> =
  | { readonly done: T }
  | { readonly failure: Error; readonly response?: Response; readonly isFinal: boolean };

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
    if (response.ok) request.onHeaders?.(response.headers);
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

/** The milliseconds before another attempt. Undefined when there should be no other attempt. */
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
 * Sends a request and reads its answer. If the network fails, or after 429 or 503, it sends the
 * request again after a jittered pause. It repeats a POST with the same idempotency key. Other
 * requests are safe to repeat.
 * @throws MayflyProblem, MayflyUnreachable, or the reason of the signal
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
