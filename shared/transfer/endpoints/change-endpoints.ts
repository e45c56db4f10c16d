import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { newWebhookSecret } from '#shared/outbound/sign-webhook.ts';
import type { Context } from '#shared/records/context.ts';
import { listAll } from '#shared/store/all-of.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { createOrReplace } from '#shared/store/store.ts';
import { transferEndpoints } from './collections.ts';
import type { Endpoint, EndpointAuth, NamedEndpoint } from './endpoint.ts';
import {
  type EndpointInput,
  endpointName,
  endpointSchema,
  endpointsMax,
} from './endpoint-schema.ts';
import { type RenderedEndpoint, renderEndpoint } from './render-endpoint.ts';
import { endpointRef, openEndpoint, sealEndpoint } from './seal-endpoint.ts';

/**
 * Only owners and API keys with the scope `tenant` may set endpoints, because an endpoint decides
 * which system receives personal data.
 */
const right = rightTo('tenant');

/**
 * True if an endpoint may have this URL. The IP addresses of its host are checked later, at every
 * call of the endpoint.
 */
export type IsTarget = (url: string) => boolean;

function fail(pointer: string, rule: string): never {
  throw new Problem('validation-failed', { errors: [{ pointer, rule }] });
}

function requireTargets(input: EndpointInput, isTarget: IsTarget): void {
  const rule = 'https at a public host name, port 443 or 8443';
  if (!isTarget(input.url)) fail('/url', rule);
  if (input.auth.type === 'oauth2' && !isTarget(input.auth.token_url))
    fail('/auth/token_url', rule);
}

/** The URL to which Mayfly sends the secret of an endpoint. */
function placeOfSecret(endpoint: Pick<Endpoint, 'url' | 'auth'>): string {
  return endpoint.auth.type === 'oauth2' ? endpoint.auth.tokenUrl : endpoint.url;
}

/**
 * The stored secret, if the kind of authentication and the host that gets the secret stay the same.
 * Otherwise undefined, because somebody who changes the URL to another host must not receive the
 * secret.
 */
function keptSecret(
  before: Endpoint | undefined,
  wanted: Pick<Endpoint, 'url' | 'auth'>,
  secretOf: (auth: EndpointAuth) => string | undefined,
): string | undefined {
  if (before === undefined || before.auth.type !== wanted.auth.type) return undefined;
  const hosts = [placeOfSecret(before), placeOfSecret(wanted)].map((url) => new URL(url).host);
  return hosts[0] === hosts[1] ? secretOf(before.auth) : undefined;
}

function authOf({ url, auth }: EndpointInput, before: Endpoint | undefined): EndpointAuth {
  if (auth.type === 'none') return auth;
  if (auth.type === 'basic') {
    const wanted = { url, auth: { ...auth, password: '' } };
    const kept = () =>
      keptSecret(before, wanted, (it) => (it.type === 'basic' ? it.password : undefined));
    return { ...auth, password: auth.password ?? kept() ?? fail('/auth/password', 'required') };
  }
  if (auth.type === 'bearer') {
    const wanted = { url, auth: { ...auth, token: '' } };
    const kept = () =>
      keptSecret(before, wanted, (it) => (it.type === 'bearer' ? it.token : undefined));
    return { ...auth, token: auth.token ?? kept() ?? fail('/auth/token', 'required') };
  }
  const { type, token_url: tokenUrl, client_id: clientId, scope } = auth;
  const wanted = { url, auth: { type, tokenUrl, clientId, clientSecret: '', scope } };
  const kept = () =>
    keptSecret(before, wanted, (it) => (it.type === 'oauth2' ? it.clientSecret : undefined));
  const clientSecret = auth.client_secret ?? kept() ?? fail('/auth/client_secret', 'required');
  return { type, tokenUrl, clientId, clientSecret, scope };
}

/**
 * All endpoints of a tenant, in any order. Simultaneous requests can exceed `endpointsMax` a
 * little.
 */
async function listStored(ctx: Pick<Context, 'tenant'> & { readonly store: ReadStore }) {
  const query = { collection: transferEndpoints.id, tenant: ctx.tenant, where: [], orderBy: [] };
  return listAll(ctx.store, query);
}

/** The endpoints of a tenant, without secrets. @throws Problem `scope-missing` */
export async function listEndpoints(
  ctx: Context,
): Promise<{ readonly items: readonly RenderedEndpoint[] }> {
  right(ctx);
  const opened = await Promise.all((await listStored(ctx)).map((each) => openEndpoint(ctx, each)));
  const sorted = opened.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return { items: sorted.map((each) => renderEndpoint(each, null)) };
}

/** Finds an endpoint of the tenant, with its secrets. @throws Problem `record-not-found` */
export async function findEndpoint(
  ctx: Pick<Context, 'keyring' | 'tenant' | 'store'>,
  id: string,
): Promise<NamedEndpoint> {
  if (!endpointName.safeParse(id).success) throw new Problem('record-not-found');
  const found = await ctx.store.get(endpointRef(ctx.tenant, id));
  if (found === undefined) throw new Problem('record-not-found');
  return openEndpoint(ctx, found);
}

/**
 * Creates or replaces an endpoint. If the body omits a secret, the stored secret is kept, but only
 * if the host and the kind of authentication stay the same.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`; `record-not-found` if the id
 * does not have the form of an endpoint's name; KeyServiceUnavailable, KeyDenied
 */
export async function setEndpoint(
  ctx: Context,
  isTarget: IsTarget,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<{ readonly endpoint: RenderedEndpoint; readonly created: boolean }> {
  right(ctx);
  const input = parse(endpointSchema, body);
  requireTargets(input, isTarget);
  if (!endpointName.safeParse(id).success) throw new Problem('record-not-found');
  const drawn = newWebhookSecret(ctx.randomBytes);
  let created = false;
  return retryChecked(ctx, right, async (now) => {
    const ref = endpointRef(now.tenant, id);
    const found = await now.store.get(ref);
    const before = found && (await openEndpoint(now, found));
    if (found === undefined && (await listStored(now)).length >= endpointsMax)
      fail('', `at most ${endpointsMax} endpoints`);
    // If the answer to the commit of an earlier attempt was lost, the drawn secret is stored now.
    if (before?.signingSecret !== drawn) created = found === undefined;
    const kept = input.renew_signing_secret === true ? undefined : before?.signingSecret;
    const signingSecret = kept ?? drawn;
    const auth = authOf(input, before);
    const after = { url: input.url, auth, mapping: input.mapping ?? undefined, signingSecret };
    const data = await sealEndpoint(now, ref, after);
    await now.commit([createOrReplace(ref, data, found)]);
    const named = { ...after, id, changedAt: data['changed_at'] as number };
    const told = signingSecret === drawn ? drawn : null;
    return { endpoint: renderEndpoint(named, told), created };
  });
}

/**
 * Deletes an endpoint with its secrets.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function deleteEndpoint(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  right(ctx);
  if (!endpointName.safeParse(id).success) throw new Problem('record-not-found');
  await retryChecked(ctx, right, async (now, attempt) => {
    const found = await now.store.get(endpointRef(now.tenant, id));
    if (found === undefined) {
      // An earlier attempt of this request has deleted the endpoint, but the answer was lost.
      if (attempt > 0) return;
      throw new Problem('record-not-found');
    }
    await now.commit([{ kind: 'delete', ref: found.ref, version: found.version }]);
  });
}
