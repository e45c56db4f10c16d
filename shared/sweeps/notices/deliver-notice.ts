import type { Instant } from '#shared/base/time/instant.ts';
import { pauseAfter } from '#shared/notices/back-off.ts';
import { notices, noticesKek } from '#shared/notices/collections.ts';
import { endpointRef, openAddress } from '#shared/notices/endpoint.ts';
import { noticeValuesRef } from '#shared/notices/notice.ts';
import { noticeBody } from '#shared/notices/notice-body.ts';
import { type MatchedValue, valuesPlace } from '#shared/notices/notices-with-values.ts';
import { type OpenSecretsDeps, openSecrets } from '#shared/notices/open-secrets.ts';
import { type Posted, postNotice } from '#shared/notices/post-notice.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import { cancelledIn, profileRef } from '#shared/settings/encode-settings.ts';
import { decodeRoutes } from '#shared/settings/notice-routes.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { erasureRef } from '#shared/subjects/erasure.ts';
import { open } from '#shared/vault/open/records/envelope.ts';

export type DeliverDeps = OpenSecretsDeps & {
  readonly commit: Store['commit'];
  readonly random: () => number;
  readonly send: SendOutbound;
};

/**
 * The result of an attempt to deliver a notice. `taken`: the recipient accepted the notice.
 * `waiting`: another attempt follows. `given_up`: no further attempt follows. `withdrawn`: the
 * notice was deleted, because it is about a cancelled erasure.
 */
export type Delivered = 'taken' | 'waiting' | 'given_up' | 'withdrawn';

/**
 * Decrypts the keyed hashes of a notice: the hashes of the personal values that the notice is
 * about, see {@link MatchedValue}. The result is empty if the notice never had any hashes, or if
 * they are deleted or expired.
 */
async function valuesOf(
  deps: OpenSecretsDeps,
  values: StoredDocument | undefined,
): Promise<MatchedValue[]> {
  if (values === undefined || (values.data['expires_at'] as Instant) <= deps.now()) return [];
  const { ref, data } = values;
  const key = await deps.keyring.keyToOpen(ref.tenant, noticesKek, data);
  const bytes = open(key, valuesPlace(ref), data['values_aes'] as Uint8Array);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as MatchedValue[];
}

/**
 * Returns the URL and the signing secrets of an endpoint, and the erasures that the tenant has
 * cancelled. Undefined if an owner has removed the endpoint.
 */
export async function findEndpoint(deps: OpenSecretsDeps, tenant: string, id: string) {
  const [profile, endpoint] = await deps.store.getAll([
    profileRef(tenant),
    endpointRef(tenant, id),
  ]);
  const route = decodeRoutes(profile?.data['notices']).find((each) => each.endpoint === id);
  if (route === undefined || endpoint === undefined) return undefined;
  const [{ url }, secrets] = await Promise.all([
    openAddress(deps, endpoint),
    openSecrets(deps, tenant, 'signing', route.secrets),
  ]);
  return { url, secrets, cancelled: cancelledIn(profile?.data) };
}

/**
 * True if a notice is about the erasure of a category or a tenant, and this erasure was cancelled.
 */
async function isCancelled(
  { store }: Pick<DeliverDeps, 'store'>,
  { ref, data }: StoredDocument,
  cancelled: readonly string[],
): Promise<boolean> {
  const id = data['erasure'] as string | undefined;
  if (id === undefined || data['up_to'] === undefined) return false;
  // The profile lists a cancelled erasure at least until the erase sweep has noted the cancellation
  // in the erasure's own document.
  if (cancelled.includes(id)) return true;
  const erasure = await store.get(erasureRef(ref.tenant, id));
  return erasure?.data['cancelled_at'] !== undefined;
}

/** The result if no attempt was made, because the erasure was cancelled before it took effect. */
const withdrawn: Posted = { taken: false, status: null, failure: 'erasure-cancelled' };

async function attempt(
  deps: DeliverDeps,
  notice: StoredDocument,
  values: StoredDocument | undefined,
): Promise<Posted> {
  const { tenant, id } = notice.ref;
  const endpoint = await findEndpoint(deps, tenant, notice.data['endpoint'] as string);
  if (endpoint === undefined) return { taken: false, status: null, failure: 'endpoint-gone' };
  if (await isCancelled(deps, notice, endpoint.cancelled)) return withdrawn;
  const body = noticeBody(notice, await valuesOf(deps, values));
  return postNotice(deps, endpoint.url, endpoint.secrets, { id, body });
}

/**
 * The state of a notice after an attempt. A notice is given up if its endpoint is removed, or if
 * the time for its delivery is over.
 */
function outcomeOf(notice: StoredDocument, posted: Posted, now: Instant): Delivered {
  if (posted.taken) return 'taken';
  const isOver = now >= (notice.data['until'] as Instant);
  return isOver || posted.failure === 'endpoint-gone' ? 'given_up' : 'waiting';
}

/**
 * Tries to deliver a notice once. A first commit stores the time of the next attempt, before the
 * notice is sent. This commit succeeds only if the notice has not changed since it was read. So
 * only one of two simultaneous runs sends the notice. If a run is killed, the next attempt follows
 * at the stored time. The second commit stores the result. If the notice needs no further attempt,
 * this commit also deletes the keyed hashes. If the notice is about an erasure that was cancelled,
 * the notice is not sent, and the second commit deletes it. If the process dies between the two
 * commits, the recipient may get the notice once more, with the same id.
 * @param notice a notice that the recipient has not accepted yet
 * @throws WriteConflict if another run was faster; DecryptionError, StoreUnavailable,
 * KeyServiceUnavailable, KeyDenied
 */
export async function deliverNotice(deps: DeliverDeps, notice: StoredDocument): Promise<Delivered> {
  const { ref, data, version } = notice;
  const attempts = (data['attempts'] as number) + 1;
  const dueAt = deps.now() + pauseAfter(attempts, deps.random());
  const trying = { attempts, due_at: dueAt };
  const [own] = await deps.commit([{ kind: 'update', ref, data: trying, version }]);
  if (own === undefined) throw new Error('the changed document has no version');
  const values = await deps.store.get(noticeValuesRef(ref));
  const posted = await attempt(deps, notice, values);
  if (posted === withdrawn) {
    await deps.commit([{ kind: 'delete', ref, version: own }]);
    return 'withdrawn';
  }
  const state = outcomeOf(notice, posted, deps.now());
  const settled = {
    state,
    ...(!posted.taken && { failure: posted.failure }),
    ...(state !== 'waiting' && { settled_at: deps.now() }),
  };
  const writes: Write[] = [{ kind: 'update', ref, data: settled, version: own }];
  if (state !== 'waiting' && values !== undefined) writes.push({ kind: 'delete', ref: values.ref });
  await deps.commit(writes);
  return state;
}

/**
 * Gives up a notice without another attempt, because the time for its delivery is over. If the
 * notice is about an erasure that was cancelled, the notice is deleted instead.
 */
export async function giveUp(
  { store, commit, now }: Pick<DeliverDeps, 'store' | 'commit' | 'now'>,
  notice: StoredDocument,
): Promise<'given_up' | 'withdrawn'> {
  const { ref, version } = notice;
  const profile = await store.get(profileRef(ref.tenant));
  if (await isCancelled({ store }, notice, cancelledIn(profile?.data))) {
    await commit([{ kind: 'delete', ref, version }]);
    return 'withdrawn';
  }
  const values = await store.get(noticeValuesRef(ref));
  const data = { state: 'given_up', settled_at: now() };
  const gone: Write[] = values === undefined ? [] : [{ kind: 'delete', ref: values.ref }];
  await commit([{ kind: 'update', ref, data, version }, ...gone]);
  return 'given_up';
}

/** The reference of a notice's document. */
export function noticeRef(tenant: string, id: string) {
  return { tenant, collection: notices.id, id };
}
