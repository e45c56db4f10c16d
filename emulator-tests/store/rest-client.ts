import { FirestoreClient } from '@google-cloud/firestore-api/client_v1';

type Settings = NonNullable<ConstructorParameters<typeof FirestoreClient>[0]>;

/** Takes the place of the service account of the machine. It adds no access token to a request. */
const anybody = { fetch, getRequestHeaders: async () => new Headers() };

/**
 * Creates a client that speaks REST with a server on this machine. In production the client also
 * gets access tokens, and sends requests with its own HTTP client (see `connect-firestore.test.ts`).
 */
export function createRestClient(host: string): FirestoreClient {
  const { hostname, port } = new URL(`http://${host}`);
  return new FirestoreClient({
    fallback: true,
    protocol: 'http',
    servicePath: hostname,
    port: Number(port),
    authClient: anybody as unknown as NonNullable<Settings['authClient']>,
  });
}
