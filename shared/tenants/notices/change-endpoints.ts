import {
  actFor,
  type Checked,
  type Committing,
  retryChecked,
} from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { endpointRef, sealAddress } from '#shared/notices/endpoint.ts';
import { newMatchingSecret } from '#shared/notices/match-value.ts';
import { type NewSecrets, secretRef, secretWrites } from '#shared/notices/secrets.ts';
import { newWebhookSecret } from '#shared/outbound/sign-webhook.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { profileChangedAt, profileRef } from '#shared/settings/encode-settings.ts';
import { decodeRoutes, encodeRoutes, type NoticeRoute } from '#shared/settings/notice-routes.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import { administrates } from '../change-profile.ts';
import { readParticulars, type StoredParticulars } from '../particulars/seal-particulars.ts';
import {
  type EndpointInput,
  endpointId,
  endpointSchema,
  endpointsMax,
  rotationSchema,
} from './endpoint-schema.ts';

export type EndpointDeps = Pick<
  RecordDeps,
  'store' | 'now' | 'random' | 'randomBytes' | 'sleep' | 'keyring' | 'noticeKeys'
> & {
  readonly categories: readonly Category[];
  /** True if an endpoint may be on the local machine. Only the local stack permits this. */
  readonly allowsLoopback: boolean;
};

/**
 * An endpoint after a change. If the change made new secrets, they are included. No later answer
 * shows these secrets.
 */
export type ChangedEndpoint = {
  readonly route: NoticeRoute;
  readonly created: boolean;
  readonly secrets?: NewSecrets;
};

type Now = Checked<Committing & EndpointDeps & Acting>;

/**
 * Reads the profile and the routes in it. The commit later fails if the profile has changed since
 * this read.
 */
async function readRoutes(now: Now) {
  const profile = await now.store.get(profileRef(now.tenant));
  if (profile === undefined) throw new Problem('not-a-member');
  return { profile, routes: decodeRoutes(profile.data['notices']) };
}

function profileWrite(
  { ref, data, version }: StoredDocument,
  routes: readonly NoticeRoute[],
  now: Instant,
): Write {
  const { notices: _before, ...kept } = data;
  const named = routes.length === 0 ? {} : { notices: encodeRoutes(routes) };
  const changed_at = profileChangedAt(data, now);
  return { kind: 'replace', ref, version, data: { ...kept, ...named, changed_at } };
}

/**
 * Refuses an endpoint if its recipient is not among the recipients in the particulars (what the
 * tenant states about itself as the controller). The reason: archives and records of processing
 * show only the listed recipients. The function also refuses categories that the recipient does not
 * receive.
 */
function requireRecipient({ particulars }: StoredParticulars, input: EndpointInput): void {
  const recipient = particulars.recipients.find(({ name }) => name === input.recipient);
  if (recipient === undefined)
    throw new Problem('validation-failed', {
      errors: [{ pointer: '/recipient', rule: 'a recipient among the particulars' }],
    });
  const { categories: received } = recipient;
  if (received === undefined) return;
  if (input.categories?.every((each) => received.includes(each)) === true) return;
  throw new Problem('validation-failed', {
    errors: [{ pointer: '/categories', rule: 'categories that the recipient receives' }],
  });
}

/**
 * A write that stores the particulars unchanged. If somebody changes the recipients at the same
 * time, this write makes one of the two commits fail.
 */
function holdParticulars({ found }: StoredParticulars): Write[] {
  if (found === undefined) return [];
  const { ref, data, version } = found;
  return [{ kind: 'replace', ref, data, version }];
}

function requireEndpointId(id: string): void {
  if (!endpointId.safeParse(id).success) throw new Problem('record-not-found');
}

async function newSecrets(now: Now, endpoint: string) {
  const id = newRecordId(now);
  const secrets = {
    signing: newWebhookSecret(now.randomBytes),
    matching: newMatchingSecret(now.randomBytes),
  };
  const writes = await secretWrites(now, { tenant: now.tenant, endpoint, id }, secrets);
  return { id, secrets, writes };
}

/**
 * Adds or changes an endpoint of a recipient. A new endpoint gets secrets. They are stored
 * encrypted, and only this answer shows them.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`, `keys-unavailable`;
 * `record-not-found` if the id does not have the form of an endpoint's id
 */
export async function putEndpoint(
  deps: EndpointDeps,
  caller: Acting,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<ChangedEndpoint> {
  administrates(caller);
  requireEndpointId(id);
  const input = parse(endpointSchema(deps.categories, deps.allowsLoopback), body);
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { profile, routes } = await readRoutes(now);
    const particulars = await readParticulars(now, now.tenant);
    requireRecipient(particulars, input);
    const before = routes.find(({ endpoint }) => endpoint === id);
    if (before === undefined && routes.length >= endpointsMax)
      throw new Problem('validation-failed', {
        errors: [{ pointer: '', rule: `at most ${endpointsMax} endpoints` }],
      });
    const made = before === undefined ? await newSecrets(now, id) : undefined;
    const route: NoticeRoute = {
      endpoint: id,
      events: input.events,
      ...(input.categories !== undefined && { categories: input.categories }),
      secrets: before?.secrets ?? [{ id: made?.id ?? '' }],
    };
    const others = routes.filter(({ endpoint }) => endpoint !== id);
    const ref = endpointRef(now.tenant, id);
    const found = await now.store.get(ref);
    const instant = now.now();
    const data = {
      ...(await sealAddress(now, ref, input)),
      created_at: found?.data['created_at'] ?? instant,
      changed_at: instant,
    };
    await now.commit([
      profileWrite(profile, [...others, route], instant),
      createOrReplace(ref, data, found),
      ...holdParticulars(particulars),
      ...(made?.writes ?? []),
    ]);
    return { route, created: made !== undefined, ...(made && { secrets: made.secrets }) };
  });
}

/**
 * Gives an endpoint new secrets. The former secrets remain valid together with the new ones for
 * `overlap_hours`, so that no notice is lost while the recipient changes its configuration. Even
 * older secrets are deleted at once.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `contention`,
 * `keys-unavailable`
 */
export async function rotateSecrets(
  deps: EndpointDeps,
  caller: Acting,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<ChangedEndpoint> {
  administrates(caller);
  requireEndpointId(id);
  const { overlap_hours: hours } = parse(rotationSchema, body);
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { profile, routes } = await readRoutes(now);
    const before = routes.find(({ endpoint }) => endpoint === id);
    if (before === undefined) throw new Problem('record-not-found');
    const made = await newSecrets(now, id);
    const instant = now.now();
    const [latest, ...older] = before.secrets;
    const until = instant + hours * 3_600 * microsPerSecond;
    const kept = latest === undefined || hours === 0 ? [] : [{ id: latest.id, until }];
    const ended = hours === 0 ? before.secrets : older;
    const route = { ...before, secrets: [{ id: made.id }, ...kept] };
    await now.commit([
      profileWrite(
        profile,
        routes.map((each) => (each.endpoint === id ? route : each)),
        instant,
      ),
      ...made.writes,
      ...secretDeletions(now.tenant, ended),
    ]);
    return { route, created: false, secrets: made.secrets };
  });
}

function secretDeletions(tenant: string, secrets: NoticeRoute['secrets']): Write[] {
  return secrets.flatMap(({ id }) =>
    (['signing', 'matching'] as const).map(
      (kind): Write => ({ kind: 'delete', ref: secretRef(tenant, kind, id) }),
    ),
  );
}

/**
 * Removes an endpoint with its secrets. The sweep gives up each waiting notice of the endpoint when
 * the notice's next attempt is due.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function deleteEndpoint(
  deps: EndpointDeps,
  caller: Acting,
  { id }: { readonly id: string },
): Promise<void> {
  administrates(caller);
  requireEndpointId(id);
  await retryChecked(actFor(deps, caller), administrates, async (now, attempt) => {
    const { profile, routes } = await readRoutes(now);
    const before = routes.find(({ endpoint }) => endpoint === id);
    if (before === undefined) {
      if (attempt > 0) return;
      throw new Problem('record-not-found');
    }
    const others = routes.filter(({ endpoint }) => endpoint !== id);
    await now.commit([
      profileWrite(profile, others, now.now()),
      { kind: 'delete', ref: endpointRef(now.tenant, id) },
      ...secretDeletions(now.tenant, before.secrets),
    ]);
  });
}
