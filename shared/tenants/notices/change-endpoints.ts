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
import {
  decodeRoutes,
  encodeRoutes,
  type NoticeRoute,
  type NoticeSecret,
} from '#shared/settings/notice-routes.ts';
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

/** At most this many former secrets of an endpoint stay valid together with the present one. */
const formerMax = 4;

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

/** New secrets of an endpoint, with their common id. They are not stored yet. */
type Drawn = { readonly id: string; readonly secrets: NewSecrets };

/**
 * Draws new secrets. A request draws them once, before its first attempt. If the answer to a commit
 * is lost, the next attempt finds them stored, and the answer to the request can still show them.
 */
function drawSecrets(deps: Pick<EndpointDeps, 'randomBytes'>): Drawn {
  const signing = newWebhookSecret(deps.randomBytes);
  const matching = newMatchingSecret(deps.randomBytes);
  return { id: newRecordId(deps), secrets: { signing, matching } };
}

/** True if an earlier attempt of the request has stored these secrets. */
function isStored({ secrets }: NoticeRoute, { id }: Drawn): boolean {
  return secrets.some((each) => each.id === id);
}

function writesOf(now: Now, endpoint: string, { id, secrets }: Drawn): Promise<Write[]> {
  return secretWrites(now, { tenant: now.tenant, endpoint, id }, secrets);
}

/**
 * Adds or changes an endpoint of a recipient. A new endpoint gets secrets. They are stored
 * encrypted, and only this answer shows them.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`; `record-not-found` if the id
 * does not have the form of an endpoint's id; KeyServiceUnavailable, KeyDenied
 */
export async function putEndpoint(
  deps: EndpointDeps,
  caller: Acting,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<ChangedEndpoint> {
  administrates(caller);
  requireEndpointId(id);
  const input = parse(endpointSchema(deps.categories, deps.allowsLoopback), body);
  const drawn = drawSecrets(deps);
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { profile, routes } = await readRoutes(now);
    const particulars = await readParticulars(now, now.tenant);
    requireRecipient(particulars, input);
    const before = routes.find(({ endpoint }) => endpoint === id);
    if (before !== undefined && isStored(before, drawn))
      return { route: before, created: true, secrets: drawn.secrets };
    if (before === undefined && routes.length >= endpointsMax)
      throw new Problem('validation-failed', {
        errors: [{ pointer: '', rule: `at most ${endpointsMax} endpoints` }],
      });
    const made = before === undefined ? drawn : undefined;
    const route: NoticeRoute = {
      endpoint: id,
      events: input.events,
      ...(input.categories !== undefined && { categories: input.categories }),
      secrets: before?.secrets ?? [{ id: drawn.id }],
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
      ...(made ? await writesOf(now, id, made) : []),
    ]);
    return { route, created: made !== undefined, ...(made && { secrets: made.secrets }) };
  });
}

/**
 * The former secrets that stay valid after a rotation, at the latest until the instant `until`. At
 * most {@link formerMax} stay valid: the newest one and the oldest ones. Usually the recipient uses
 * one of these. The secrets between them come from repeated requests whose answers were lost.
 */
function stillValid(former: readonly NoticeSecret[], now: Instant, until: Instant) {
  const valid = former
    .map((each) => ({ ...each, until: Math.min(each.until ?? until, until) }))
    .filter((each) => now < each.until);
  const [newest, ...older] = valid;
  return newest === undefined ? [] : [newest, ...older.slice(1 - formerMax)];
}

/**
 * Gives an endpoint new secrets. The former secrets remain valid together with the new ones for
 * `overlap_hours`, so that no notice is lost while the recipient changes its configuration. A
 * repeated request gives the endpoint further secrets, and the recipient's secret stays valid.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `contention`;
 * KeyServiceUnavailable, KeyDenied
 */
export async function rotateSecrets(
  deps: EndpointDeps,
  caller: Acting,
  { id, body }: { readonly id: string; readonly body: unknown },
): Promise<ChangedEndpoint> {
  administrates(caller);
  requireEndpointId(id);
  const { overlap_hours: hours } = parse(rotationSchema, body);
  const drawn = drawSecrets(deps);
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const { profile, routes } = await readRoutes(now);
    const before = routes.find(({ endpoint }) => endpoint === id);
    if (before === undefined) throw new Problem('record-not-found');
    if (isStored(before, drawn)) return { route: before, created: false, secrets: drawn.secrets };
    const instant = now.now();
    const kept = stillValid(before.secrets, instant, instant + hours * 3_600 * microsPerSecond);
    const ended = before.secrets.filter(({ id }) => !kept.some((each) => each.id === id));
    const route = { ...before, secrets: [{ id: drawn.id }, ...kept] };
    await now.commit([
      profileWrite(
        profile,
        routes.map((each) => (each.endpoint === id ? route : each)),
        instant,
      ),
      ...(await writesOf(now, id, drawn)),
      ...secretDeletions(now.tenant, ended),
    ]);
    return { route, created: false, secrets: drawn.secrets };
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
