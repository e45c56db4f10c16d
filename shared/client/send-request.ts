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

/** Options of a call, beside its input. */
export type CallOptions = {
  /** An id of one's own for the request: letters, digits, _ . : and -, at most 64. It comes back in `MayflyProblem`. */
  readonly requestId?: string;
  /** Ends the call, its attempts and the pauses between them. */
  readonly signal?: AbortSignal;
  /** Milliseconds an attempt may take, instead of the client's. */
  readonly timeoutMs?: number;
};

/** Options of a call that changes one record. */
export type ChangeOptions = CallOptions & {
  /**
   * An `etagOf` the record, or `*`: otherwise nothing is done, and the call throws `MayflyProblem` with the code
   * `precondition-failed`. It may also throw that when its first attempt was done and the answer got lost.
   */
  readonly ifMatch?: string;
  /** `*`: there must be no such record yet. */
  readonly ifNoneMatch?: string;
};

export type ClientRequest = ChangeOptions & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query; no personal value. */
  readonly path: string;
  readonly body?: unknown;
  /** A file instead of a JSON body. */
  readonly csv?: string | Blob;
  /** JSON, one value a line. */
  readonly lines?: string | Blob;
  /** Sent instead of a JSON body. */
  readonly form?: FormData;
  /** Under which repetitions of a POST are known; a random UUID unless given. */
  readonly idempotencyKey?: string;
  /** A repetition that gets 404 counts as done, because the attempt before it has succeeded. */
  readonly goneIsDone?: true;
};

/** The client does not wait when the server asks for more milliseconds than this. */
const patienceMs = 60_000;

const retried = new Set([429, 503]);

function initOf(transport: Transport, request: ClientRequest, signal: AbortSignal): RequestInit {
  const { apiKey, tenant } = transport;
  return {
    method: request.method,
    headers: {
      // A caller with a session says by this header that one of our own pages asks.
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
    // No other server may get the key or the body.
    redirect: 'error',
  };
}

/** How an attempt ended; a failure without a response never reached an answer. */
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

/** Milliseconds to wait before another attempt, or undefined when there should be none. */
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
 * Sends a request and reads its answer. It is sent again, after a jittered pause, when the network fails, and when the
 * answer is 429 or 503: every POST has an idempotency key, and all else is safe to repeat by itself.
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
