import { formatInstant } from '#shared/base/time/instant.ts';
import type { EndpointAuth, NamedEndpoint } from './endpoint.ts';

/**
 * The authentication without its secrets. For each secret the result shows only that the secret is
 * set.
 */
function renderAuth(auth: EndpointAuth) {
  if (auth.type === 'basic')
    return { type: auth.type, username: auth.username, password_set: true };
  if (auth.type === 'bearer') return { type: auth.type, token_set: true };
  if (auth.type === 'none') return { type: auth.type };
  return {
    type: auth.type,
    token_url: auth.tokenUrl,
    client_id: auth.clientId,
    client_secret_set: true,
    ...(auth.scope !== undefined && { scope: auth.scope }),
  };
}

/**
 * An endpoint in the form of the API's answer.
 * @param signingSecret the new secret, if this request made one; only this answer contains it
 */
export function renderEndpoint(endpoint: NamedEndpoint, signingSecret: string | null) {
  return {
    id: endpoint.id,
    url: endpoint.url,
    auth: renderAuth(endpoint.auth),
    mapping: endpoint.mapping ?? null,
    signing_secret: signingSecret,
    changed_at: formatInstant(endpoint.changedAt),
  };
}

export type RenderedEndpoint = ReturnType<typeof renderEndpoint>;
