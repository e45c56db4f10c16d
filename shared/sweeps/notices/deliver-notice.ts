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
import { profileRef } from '#shared/settings/encode-settings.ts';
import { decodeRoutes } from '#shared/settings/notice-routes.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { open } from '#shared/vault/open/records/envelope.ts';

export type DeliverDeps = OpenSecretsDeps & {
  readonly commit: Store['commit'];
  readonly random: () => number;
  readonly send: SendOutbound;
};

/** What became of an attempt to deliver a notice. */
export type Delivered = 'taken' | 'waiting' | 'given_up';

/** The hashes that belong to a notice; none where it has none, or they are gone. */
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

/** Address and signing secrets of an endpoint; undefined once an owner has taken it out. */
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
  return { url, secrets };
}

async function attempt(
  deps: DeliverDeps,
  notice: StoredDocument,
  values: StoredDocument | undefined,
): Promise<Posted> {
  const { tenant, id } = notice.ref;
  const endpoint = await findEndpoint(deps, tenant, notice.data['endpoint'] as string);
  if (endpoint === undefined) return { taken: false, status: null, failure: 'endpoint-gone' };
  const body = noticeBody(notice, await valuesOf(deps, values));
  return postNotice(deps, endpoint.url, endpoint.secrets, { id, body });
}

/** What a notice is after an attempt. Nobody tries one again whose endpoint is gone, or whose time is over. */
function outcomeOf(notice: StoredDocument, posted: Posted, now: Instant): Delivered {
  if (posted.taken) return 'taken';
  const isOver = now >= (notice.data['until'] as Instant);
  return isOver || posted.failure === 'endpoint-gone' ? 'given_up' : 'waiting';
}

/**
 * Tries to deliver a notice once. First one commit moves the next attempt away, in the version that
 * was read. So of two runs at once one sends, and a killed one is followed after the pause. The
 * second commit notes what became of it, and deletes the hashes with it. Between the two a notice
 * may have been taken and is sent once more, under the same id.
 * @param notice one that is not taken
 * @throws WriteConflict when another run was faster, DecryptionError, StoreUnavailable
 */
export async function deliverNotice(deps: DeliverDeps, notice: StoredDocument): Promise<Delivered> {
  const { ref, data, version } = notice;
  const attempts = (data['attempts'] as number) + 1;
  const dueAt = deps.now() + pauseAfter(attempts, deps.random());
  const trying = { attempts, due_at: dueAt };
  const [own] = await deps.commit([{ kind: 'update', ref, data: trying, version }]);
  if (own === undefined) throw new Error('a change has a version');
  const values = await deps.store.get(noticeValuesRef(ref));
  const posted = await attempt(deps, notice, values);
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

/** Gives a notice up whose time is over, without another attempt. */
export async function giveUp(
  { store, commit, now }: Pick<DeliverDeps, 'store' | 'commit' | 'now'>,
  { ref, version }: StoredDocument,
): Promise<'given_up'> {
  const values = await store.get(noticeValuesRef(ref));
  const data = { state: 'given_up', settled_at: now() };
  const gone: Write[] = values === undefined ? [] : [{ kind: 'delete', ref: values.ref }];
  await commit([{ kind: 'update', ref, data, version }, ...gone]);
  return 'given_up';
}

/** Where a notice lies. */
export function noticeRef(tenant: string, id: string) {
  return { tenant, collection: notices.id, id };
}
