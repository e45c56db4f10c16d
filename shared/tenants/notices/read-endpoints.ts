import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { endpointRef, openAddress } from '#shared/notices/endpoint.ts';
import { countingSecrets } from '#shared/notices/secrets.ts';
import { profileRef } from '#shared/settings/encode-settings.ts';
import { decodeRoutes, type NoticeRoute } from '#shared/settings/notice-routes.ts';
import type { ReadStore } from '#shared/store/store.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';

type ReadDeps = {
  readonly store: ReadStore;
  readonly keyring: Keyring;
  readonly now: () => Instant;
};

/**
 * An endpoint in the form of the API's answer. It contains the ids of its secrets, but no secret.
 */
export function renderRoute({ endpoint, events, categories, secrets }: NoticeRoute, now: Instant) {
  return {
    id: endpoint,
    events,
    categories: categories ?? null,
    secrets: countingSecrets(secrets, now).map(({ id, until }) => ({
      id,
      until: until === undefined ? null : formatInstant(until),
    })),
  };
}

/**
 * Lists the endpoints of a tenant, with their recipients and addresses. It costs one call for the
 * profile, and one for all endpoints.
 * @throws DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export async function listEndpoints(deps: ReadDeps, tenant: string) {
  const profile = await deps.store.get(profileRef(tenant));
  const routes = decodeRoutes(profile?.data['notices']);
  if (routes.length === 0) return [];
  const found = await deps.store.getAll(
    routes.map(({ endpoint }) => endpointRef(tenant, endpoint)),
  );
  const listed = routes.map(async (route, at) => {
    const document = found[at];
    if (document === undefined) return [];
    const address = await openAddress(deps, document);
    return [{ ...renderRoute(route, deps.now()), ...address }];
  });
  return (await Promise.all(listed)).flat();
}

/**
 * The recipient of each endpoint, and the categories about which the endpoint gets notices. Null
 * means all categories.
 */
export async function recipientsWithEndpoints(deps: ReadDeps, tenant: string) {
  const endpoints = await listEndpoints(deps, tenant);
  return endpoints.map(({ recipient, categories }) => ({ recipient, categories }));
}
