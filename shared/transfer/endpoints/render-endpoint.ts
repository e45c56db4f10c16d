import { formatInstant } from '#shared/base/time/instant.ts';
import type { EndpointAuth, NamedEndpoint } from './endpoint.ts';

/** Without secrets: that one is set is all that is told of it. */
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
 * An endpoint as interfaces answer it.
 * @param signingSecret where it was made by this request; it is told once
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
