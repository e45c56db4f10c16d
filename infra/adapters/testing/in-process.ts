import { createMayflyClient, type MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { type ApiFixture, createApiFixture } from '../../generate/testing/create-api-fixture.ts';
import { functionOf } from '../../generate/testing/function-of.ts';

/** Every function in this process, and a client that calls them. */
export type InProcess = {
  readonly fixture: ApiFixture;
  readonly mayfly: MayflyClient;
  /** Method and URL of each request. */
  readonly requests: readonly string[];
  /** Sends a request to the function of its path. The host in the URL does not matter. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

/** Creates all functions on a store in memory, and a client whose key has all rights. */
export async function createInProcess(): Promise<InProcess> {
  const fixture = createApiFixture();
  const requests: string[] = [];
  const fetch: InProcess['fetch'] = async (url, init) => {
    const { pathname, search } = new URL(url);
    requests.push(`${init.method} ${pathname}${search}`);
    return fixture.apps[functionOf(pathname)].request(pathname + search, init);
  };
  const apiKey = await fixture.newKey();
  const baseUrl = 'https://mayfly.example.com';
  return {
    fixture,
    requests,
    fetch,
    mayfly: createMayflyClient({ baseUrl, apiKey, fetch, sleep: async () => {} }),
  };
}
