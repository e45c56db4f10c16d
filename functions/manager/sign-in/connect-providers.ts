import type { ClientAuth, Configuration } from 'openid-client';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { SignInDeps } from './sign-in-deps.ts';

const timeoutSeconds = 5;
const cachedForMicros = 3_600 * microsPerSecond;

/** Loads the OpenID library. A process calls this function for the first time at a sign-in. */
export function loadClient() {
  return import('openid-client');
}

type Client = Awaited<ReturnType<typeof loadClient>>;

/**
 * Sends the secret as the provider accepts it: in a header, or in the body if the provider offers
 * only that (OpenID Connect Core 1.0, section 9).
 */
function authenticateAs(client: Client, secret: string | undefined): ClientAuth {
  if (secret === undefined) return client.None();
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, ...rest) => {
    const offered = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const chosen = offered.includes('client_secret_basic') ? basic : post;
    return chosen(server, ...rest);
  };
}

async function discover(issuer: Issuer, secret: string | undefined): Promise<Configuration> {
  const client = await loadClient();
  const isLocal = issuer.issuer.startsWith('http:');
  const found = await client.discovery(
    new URL(issuer.issuer),
    issuer.clientId,
    {},
    authenticateAs(client, secret),
    {
      timeout: timeoutSeconds,
      execute: [
        client.enableNonRepudiationChecks,
        ...(isLocal ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  if (found.serverMetadata().issuer !== issuer.issuer)
    throw new Error('the provider names another issuer than the configured one');
  return found;
}

/**
 * Returns a function that gives the configuration with which the library calls an issuer's
 * provider. The returned function keeps the loaded metadata of a provider for an hour. The library
 * verifies the signatures of ID tokens, because TLS alone does not prove their origin.
 */
export function createProviders(
  deps: Pick<SignInDeps, 'clientSecrets' | 'now'>,
): (issuer: Issuer) => Promise<Configuration> {
  const cache = new Map<string, { readonly found: Configuration; readonly at: Instant }>();
  const flight = createSingleFlight<Configuration>();
  return async (issuer) => {
    const cached = cache.get(issuer.issuer);
    const age = cached === undefined ? -1 : deps.now() - cached.at;
    if (cached !== undefined && age >= 0 && age < cachedForMicros) return cached.found;
    return flight(issuer.issuer, async () => {
      const at = deps.now();
      const found = await discover(issuer, deps.clientSecrets[issuer.issuer]);
      cache.set(issuer.issuer, { found, at });
      return found;
    });
  };
}

export type Providers = ReturnType<typeof createProviders>;
