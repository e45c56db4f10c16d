import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration, JWKS, Provider } from 'oidc-provider';
import { isFromThisMachine } from '../../local/gateway/is-from-this-machine.ts';
import { readStateFile, writeStateFile } from '../../local/stack/write-state-file.ts';
import { createTokenIssuer } from '../scheduler/token-issuer.ts';
import { type AskWho, createAskWho } from './ask-who.ts';
import type { LocalPerson } from './local-person.ts';
import { createMemoryAdapter } from './memory-adapter.ts';

export interface IdentityProvider {
  /**
   * The provider's URL. Its host is `localhost`, and the functions use 127.0.0.1. So for a browser
   * the provider is another site, as a real provider is.
   */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /**
   * Makes a bearer token of a person. The token is valid for a year by the machine's clock. So it
   * stays valid when tests move the local clock ahead by less than a year.
   */
  tokenFor(email: string): Promise<string>;
  stop(): Promise<void>;
}

export interface IdentityProviderOptions {
  redirectUri: string;
  people: readonly LocalPerson[];
  /** The file that stores the signing key for the next run. */
  stateFile?: string;
  /**
   * The file that stores the port for the next run. The port must stay the same, because each
   * member is stored with the URL of the provider.
   */
  portFile?: string;
  /** Set if only the userinfo endpoint returns the email address, as at some providers. */
  addressAtUserinfo?: true;
  /** For tests: the claim `azp` and the lifetime of the provider's ID tokens. */
  idToken?: { readonly azp?: string; readonly seconds?: number };
}

const clientId = 'mayfly-console';
const tokenSeconds = 365 * 86_400;
const interactionPath = '/pick';

/**
 * Starts an OpenID provider on this machine: on the port in `portFile`, or else on a free port. It
 * speaks the real protocol, and people choose a person without a password. Sessions and codes exist
 * only in memory.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<IdentityProvider> {
  let answer = (_: IncomingMessage, response: ServerResponse): unknown =>
    response.writeHead(503).end();
  const server = createServer((request, response) => {
    if (isFromThisMachine(request.headers.host, undefined)) answer(request, response);
    else response.writeHead(421).end();
  });
  await listen(server, options.portFile);
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const tokens = await createTokenIssuer({
    issuer: () => issuer,
    ...(options.stateFile !== undefined && { stateFile: options.stateFile }),
  });
  const clientSecret = randomBytes(24).toString('base64url');
  const keys = tokens.privateKeys() as JWKS;
  const provider = await createProvider(issuer, clientSecret, keys, options);
  const askWho = createAskWho(provider, interactionPath, options.people);
  answer = route(provider, askWho);
  return {
    issuer,
    clientId,
    clientSecret,
    async tokenFor(email) {
      const person = options.people.find((one) => one.email === email);
      if (person === undefined) throw new Error('no person has this email address');
      const claims = { ...claimsOf(person), aud: clientId };
      return tokens.sign(claims, { expiresInSeconds: tokenSeconds });
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, portFile: string | undefined): Promise<void> {
  const port = portFile === undefined ? undefined : readStateFile(portFile);
  server.listen(typeof port === 'number' ? port : 0, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`Port ${String(port)} of the identity provider is taken; free it`, { cause });
  }
  if (portFile !== undefined) writeStateFile(portFile, (server.address() as AddressInfo).port);
}

function claimsOf({ email, name, verified = true }: LocalPerson) {
  return { sub: email, email, email_verified: verified, name };
}

async function createProvider(
  issuer: string,
  clientSecret: string,
  jwks: JWKS,
  { redirectUri, people, addressAtUserinfo, idToken = {} }: IdentityProviderOptions,
): Promise<Provider> {
  // The package is loaded only now, because loading takes time and most tests need no provider.
  const { Provider: OidcProvider } = await import('oidc-provider');
  const { azp, seconds = 600 } = idToken;
  const configuration: Configuration = {
    adapter: createMemoryAdapter(),
    jwks,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'azp'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: addressAtUserinfo ?? false,
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_, interaction) => `${interactionPath}/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: { Session: 3_600, Interaction: 600, Grant: 3_600, AccessToken: 600, IdToken: seconds },
    findAccount: (_, sub) => {
      const person = people.find(({ email }) => email === sub);
      const claims = () => ({
        ...claimsOf(person as LocalPerson),
        ...(azp !== undefined && { azp }),
      });
      return person && { accountId: sub, claims };
    },
    async loadExistingGrant({ oidc }) {
      // The console is the only client. So the provider asks nobody for consent.
      const grant = new oidc.provider.Grant({
        clientId,
        ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
  return new OidcProvider(issuer, configuration);
}

function route(provider: Provider, askWho: AskWho) {
  const callback = provider.callback();
  return (request: IncomingMessage, response: ServerResponse) =>
    request.url?.startsWith(`${interactionPath}/`)
      ? askWho(request, response)
      : callback(request, response);
}
