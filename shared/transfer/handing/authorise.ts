import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import type { EndpointAuth, NamedEndpoint } from '../endpoints/endpoint.ts';

type OAuth = Extract<EndpointAuth, { readonly type: 'oauth2' }>;

/** The headers that a request needs, or `refused` if the tenant's system gave no access token. */
type Authorisation = { readonly [header: string]: string } | 'refused';

export type Authorise = {
  readonly headersFor: (
    tenant: string,
    endpoint: NamedEndpoint,
    deadlineMs: number,
  ) => Promise<Authorisation>;
  /** Forgets an access token that the system does not accept any more. */
  readonly forget: (tenant: string, endpoint: NamedEndpoint) => void;
};

/** An access token is stored only in memory, for at most five minutes. */
const keptSecondsMax = 300;
const marginSeconds = 30;
const answerBytesMax = 16_384;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`,
});

/** Reads an answer of a token endpoint (RFC 6749, section 5.1). */
function readAccessToken(
  body: Uint8Array,
): { readonly token: string; readonly seconds: number } | undefined {
  try {
    const answer: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const { access_token: token, token_type: type, expires_in: seconds } = Object(answer);
    if (typeof token !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(token)) return undefined;
    if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return undefined;
    return { token, seconds: Number(seconds) > 0 ? Number(seconds) : 0 };
  } catch {
    return undefined;
  }
}

/**
 * Percent-encodes the client's id and secret before they are joined, as RFC 6749, section 2.3.1,
 * requires.
 */
const clientHeader = ({ clientId, clientSecret }: OAuth) =>
  basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret));

/** Makes the functions that authenticate Mayfly at tenants' systems. */
export function createAuthorise(deps: {
  readonly send: SendOutbound;
  readonly now: () => Instant;
}): Authorise {
  const tokens = new BoundedMap<string, { readonly token: string; readonly until: Instant }>(1_000);
  // The name of a token in the cache. The name contains the instant of the endpoint's last change.
  // So after a change a token from before the change is not used again.
  const nameOf = (tenant: string, { id, changedAt }: NamedEndpoint) =>
    `${tenant} ${id} ${changedAt}`;

  async function askFor(auth: OAuth, name: string, deadlineMs: number): Promise<Authorisation> {
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (auth.scope !== undefined) form.set('scope', auth.scope);
    const outcome = await deps.send({
      url: auth.tokenUrl,
      headers: {
        ...clientHeader(auth),
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form.toString(),
      deadlineMs,
      maxAnswerBytes: answerBytesMax,
    });
    if (outcome.kind !== 'answered' || outcome.status !== 200 || outcome.isCut) return 'refused';
    const given = readAccessToken(outcome.body);
    if (given === undefined) return 'refused';
    const seconds = Math.min(given.seconds - marginSeconds, keptSecondsMax);
    if (seconds > 0)
      tokens.set(name, { token: given.token, until: deps.now() + seconds * microsPerSecond });
    return bearer(given.token);
  }

  return {
    async headersFor(tenant, endpoint, deadlineMs) {
      const { auth } = endpoint;
      if (auth.type === 'none') return {};
      if (auth.type === 'basic') return basic(auth.username, auth.password);
      if (auth.type === 'bearer') return bearer(auth.token);
      const name = nameOf(tenant, endpoint);
      const known = tokens.get(name);
      if (known !== undefined && known.until > deps.now()) return bearer(known.token);
      return askFor(auth, name, deadlineMs);
    },
    forget(tenant, endpoint) {
      tokens.delete(nameOf(tenant, endpoint));
    },
  };
}
