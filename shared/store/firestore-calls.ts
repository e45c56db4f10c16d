import type { google } from '@google-cloud/firestore-api/protos';
import {
  type CallOptions,
  type ClientReadableStream,
  Metadata,
  type requestCallback,
} from '@grpc/grpc-js';
import { statusOf } from '#shared/base/grpc/status-of.ts';
import { beforeDeadline } from '#shared/base/time/before-deadline.ts';
import { translate, translateWrite } from './firestore-errors.ts';
import type { RetryDeps } from './retry.ts';

/** The requests of the methods that read, each with its answers. */
type Reads = {
  batchGetDocuments: [
    google.firestore.v1.IBatchGetDocumentsRequest,
    google.firestore.v1.IBatchGetDocumentsResponse,
  ];
  runQuery: [google.firestore.v1.IRunQueryRequest, google.firestore.v1.IRunQueryResponse];
  runAggregationQuery: [
    google.firestore.v1.IRunAggregationQueryRequest,
    google.firestore.v1.IRunAggregationQueryResponse,
  ];
};
/** The requests of the methods that write, each with its answer. */
type Writes = {
  commit: [google.firestore.v1.ICommitRequest, google.firestore.v1.ICommitResponse];
  batchWrite: [google.firestore.v1.IBatchWriteRequest, google.firestore.v1.IBatchWriteResponse];
};
type Request = (Reads & Writes)[keyof Reads | keyof Writes][0];

/**
 * The methods of the gRPC stub that the generated client contains. The code calls them directly,
 * because a read through the client's own methods costs a third more CPU.
 */
export type Stub = {
  readonly [name in keyof Reads]: (
    request: Reads[name][0],
    metadata: Metadata,
  ) => ClientReadableStream<Reads[name][1]>;
} & {
  readonly [name in keyof Writes]: (
    request: Writes[name][0],
    metadata: Metadata,
    options: CallOptions,
    callback: requestCallback<Writes[name][1]>,
  ) => unknown;
};

export type CallDeps = RetryDeps & {
  /** Returns the methods. The client is created and connected at its first use. */
  readonly connected: () => Promise<Stub>;
  /**
   * The number of milliseconds after which a call counts as unanswered, and the client gives it up.
   */
  readonly deadlineMs: number;
  /** Headers that each call sends. */
  readonly headers: { readonly [name: string]: string };
};

// gRPC status codes, https://grpc.io/docs/guides/status-codes/
/** The codes after which the client sends a write again. */
const repeatedWriteCodes = new Set<unknown>([2, 8, 10, 14]);
/** The codes after which a read begins again. */
const repeatedReadCodes = new Set<unknown>([1, 2, 4, 13, 14]);
/** DEADLINE_EXCEEDED */
const lateCode = 4;
const readAttemptsMax = 5;
const pauseMs = 100;
const pauseMaxMs = 2_000;

/** Collects the answers of a stream. */
function collect<T>(stream: ClientReadableStream<T>): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>();
  const answers: T[] = [];
  stream.on('data', (answer: T) => void answers.push(answer));
  stream.on('error', reject);
  stream.on('end', () => resolve(answers));
  return promise;
}

/**
 * Returns `write` and `read`, which call Firestore. After a transient error each of them repeats
 * the call, but only until its deadline. They throw the errors that `store.ts` declares, or an
 * error that states only the status. None of these errors contains the text of the client's error.
 */
export function createCalls({ connected, deadlineMs, headers, random, sleep }: CallDeps) {
  /**
   * The headers of a call. `google-cloud-resource-prefix` tells Firestore which database to use.
   * `x-goog-request-params` tells it to the servers between the client and Firestore.
   * @param root `projects/{project}/databases/{database}`
   */
  function metadataOf(root: string, request: Request): Metadata {
    const metadata = new Metadata();
    const params =
      'parent' in request
        ? `parent=${encodeURIComponent(request.parent ?? '')}`
        : `database=${encodeURIComponent(root)}`;
    metadata.set('x-goog-request-params', params);
    metadata.set('google-cloud-resource-prefix', root);
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
    return metadata;
  }
  /** The longest pause after an attempt, in milliseconds. */
  const pauseAfter = (attempt: number) => Math.min(pauseMaxMs, pauseMs * 2 ** attempt);

  return {
    /**
     * Sends a write, and sends it again after a transient error. After the deadline the client does
     * not send the write any more. A write must not take effect long after the check that allowed
     * it.
     */
    async write<Name extends keyof Writes>(
      root: string,
      name: Name,
      request: Writes[Name][0],
    ): Promise<Writes[Name][1]> {
      const startedAt = performance.now();
      const leftMs = () => deadlineMs - (performance.now() - startedAt);
      async function sendOnce(): Promise<Writes[Name][1]> {
        const stub = await connected();
        // The time in which the client was prepared counts too.
        const left = leftMs();
        const { promise, resolve, reject } = Promise.withResolvers<Writes[Name][1]>();
        if (left <= 0) reject(Object.assign(new Error('no time is left'), { code: lateCode }));
        else
          stub[name](
            request,
            metadataOf(root, request),
            { deadline: Date.now() + left },
            (error, answer) => (error ? reject(error) : resolve(answer ?? {})),
          );
        return promise;
      }
      async function send(attempt: number): Promise<Writes[Name][1]> {
        try {
          return await sendOnce();
        } catch (error) {
          const isRepeated = repeatedWriteCodes.has(statusOf(error));
          if (!isRepeated || leftMs() <= pauseAfter(attempt)) throw error;
        }
        await sleep(pauseAfter(attempt) * random());
        return send(attempt + 1);
      }
      try {
        return await beforeDeadline(send(1), deadlineMs);
      } catch (error) {
        throw translateWrite(error);
      }
    },
    /**
     * Reads all answers of a stream. After a transient error it reads the stream from its
     * beginning.
     */
    async read<Name extends keyof Reads>(
      root: string,
      name: Name,
      request: Reads[Name][0],
    ): Promise<Reads[Name][1][]> {
      let isLate = false;
      let stream: ClientReadableStream<Reads[Name][1]> | undefined;
      async function readStream(attempt: number): Promise<Reads[Name][1][]> {
        try {
          const stub = await connected();
          if (isLate) return [];
          stream = stub[name](request, metadataOf(root, request));
          return await collect(stream);
        } catch (error) {
          stream = undefined;
          if (attempt === readAttemptsMax || !repeatedReadCodes.has(statusOf(error))) throw error;
        }
        await sleep(pauseAfter(attempt) * random());
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
