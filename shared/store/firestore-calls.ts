import type { FirestoreClient } from '@google-cloud/firestore-api/client_v1';
import { beforeDeadline } from '#shared/base/time/before-deadline.ts';
import { closedCode, codeOf, translate, translateWrite } from './firestore-errors.ts';
import type { RetryDeps } from './retry.ts';

/** The methods of the generated client that the store calls. */
export type Client = Pick<
  FirestoreClient,
  'batchGetDocuments' | 'batchWrite' | 'commit' | 'runAggregationQuery' | 'runQuery'
>;

export type CallDeps = RetryDeps & {
  /**
   * The number of milliseconds after which a call counts as unanswered, and the client gives it up.
   */
  readonly deadlineMs: number;
  /** Headers that each call sends. */
  readonly headers: { readonly [name: string]: string };
};

type CallOptions = NonNullable<Parameters<Client['runQuery']>[1]>;
type Stream = ReturnType<Client['runQuery']>;

// gRPC status codes, https://grpc.io/docs/guides/status-codes/
/** The codes after which the client sends a write again. */
const repeatedWriteCodes = [8, 10, 14];
/** The codes after which a read begins again. */
const repeatedReadCodes = new Set<unknown>([4, 13, 14, closedCode]);
/** An incomplete stream counts as an outage (UNAVAILABLE). */
const missingCode = 14;
const readAttemptsMax = 5;
const pauseMs = 100;

/**
 * An answer of a stream. It contains `readTime` even if nothing was found. Only an answer that ends
 * the stream (`done`) may lack `readTime`.
 */
type Answer = { readonly readTime?: object | null; readonly done?: boolean | null };

/**
 * Collects the answers of a stream, and checks that they are complete. Over REST, an error after
 * the first bytes arrives as an answer without any field. Without the check, the answers before the
 * error would count as complete.
 */
function collect<T extends Answer>(stream: Stream): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>();
  const answers: T[] = [];
  stream.on('data', (answer: T) => void answers.push(answer));
  stream.on('error', reject);
  stream.on('end', () => {
    const isWhole =
      answers.some(({ readTime }) => readTime) &&
      answers.every(({ readTime, done }) => readTime ?? done);
    if (isWhole) resolve(answers);
    else reject(Object.assign(new Error('an answer is missing'), { code: missingCode }));
  });
  return promise;
}

/**
 * Returns `write` and `read`, which call the client. After a transient error each of them repeats
 * the call, but only until its deadline. They throw the errors of the port. These errors do not
 * contain the text of the client's errors.
 */
export function createCalls({ deadlineMs, headers, random, sleep }: CallDeps) {
  /** The client adds a header to the object that it gets, so each call needs a new object. */
  const headersOf = (root: string) => ({
    headers: { 'google-cloud-resource-prefix': root, ...headers },
  });
  const backoffSettings = {
    initialRetryDelayMillis: pauseMs,
    retryDelayMultiplier: 1.3,
    maxRetryDelayMillis: deadlineMs,
    initialRpcTimeoutMillis: deadlineMs,
    rpcTimeoutMultiplier: 1,
    maxRpcTimeoutMillis: deadlineMs,
    totalTimeoutMillis: deadlineMs,
  };
  const retry = { retryCodes: repeatedWriteCodes, backoffSettings };

  return {
    /**
     * Sends a write, and sends it again after a transient error. After the deadline the client does
     * not send the write again. A write must not take effect long after the check that allowed it.
     * @param root `projects/{project}/databases/{database}`
     */
    async write<T>(
      root: string,
      send: (options: CallOptions) => Promise<[T, ...unknown[]]>,
    ): Promise<T> {
      try {
        const sent = send({ retry, otherArgs: headersOf(root) });
        return (await beforeDeadline(sent, deadlineMs))[0];
      } catch (error) {
        throw translateWrite(error);
      }
    },
    /**
     * Reads all answers of a stream. After a transient error it reads the stream from its
     * beginning.
     */
    async read<T extends Answer>(
      root: string,
      open: (options: CallOptions) => Stream,
    ): Promise<T[]> {
      let isLate = false;
      let stream: Stream | undefined;
      async function readStream(attempt: number): Promise<T[]> {
        try {
          stream = open({ otherArgs: headersOf(root) });
          return await collect<T>(stream);
        } catch (error) {
          stream = undefined;
          if (attempt === readAttemptsMax || !repeatedReadCodes.has(codeOf(error))) throw error;
        }
        await sleep(pauseMs * 2 ** attempt * random());
        return isLate ? [] : readStream(attempt + 1);
      }
      try {
        return await beforeDeadline(readStream(1), deadlineMs);
      } catch (error) {
        isLate = true;
        stream?.cancel();
        throw translate(error);
      }
    },
  };
}
