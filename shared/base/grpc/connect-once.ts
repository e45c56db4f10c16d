/** The gRPC status UNAVAILABLE, https://grpc.io/docs/guides/status-codes/ */
const unavailable = 14;

/**
 * Connects a Google client at its first use. If the client gets no credentials, the next use
 * connects a new one, because a client repeats its first failure forever.
 * @param connect creates a client, and waits until it has its credentials
 * @returns a function that returns the same client each time. It throws an error with the `code` 14
 *   if the client gets no credentials
 */
export function connectOnce<T>(connect: () => Promise<T>): () => Promise<T> {
  let client: Promise<T> | undefined;
  async function tryToConnect(): Promise<T> {
    try {
      return await connect();
    } catch {
      client = undefined;
      throw Object.assign(new Error('a client got no credentials'), { code: unavailable });
    }
  }
  return () => (client ??= tryToConnect());
}
