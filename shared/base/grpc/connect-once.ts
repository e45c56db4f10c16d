import { unavailable } from './status-of.ts';

/**
 * Connects a Google client at its first use. If this fails, the next use connects a new client,
 * because a client that could not be prepared stays unusable.
 * @param connect creates a client and prepares it
 * @returns a function that returns the same client each time. If the client cannot be prepared, the
 *   function throws an error with the `code` 14
 */
export function connectOnce<T>(connect: () => Promise<T>): () => Promise<T> {
  let client: Promise<T> | undefined;
  return () => {
    client ??= connect().catch((cause: unknown) => {
      client = undefined;
      throw Object.assign(new Error('a client cannot connect', { cause }), { code: unavailable });
    });
    return client;
  };
}
