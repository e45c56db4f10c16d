import { commitAs } from '#shared/access/commit-checked.ts';
import { renewCaller } from '#shared/access/renew-caller.ts';
import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { postNotice } from '#shared/notices/post-notice.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import type { Context } from '#shared/records/context.ts';
import { isRecordId, newRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import { type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { deliverNotice, findEndpoint, noticeRef } from './deliver-notice.ts';

type TryDeps = { readonly send: SendOutbound };

const right = rightTo('tenant');

async function readNotice(ctx: Context, id: string): Promise<StoredDocument> {
  const found = isRecordId(id) ? await ctx.store.get(noticeRef(ctx.tenant, id)) : undefined;
  if (!isLive(found, { now: ctx.now(), later: [] })) throw new Problem('record-not-found');
  return found;
}

/**
 * Tries to deliver a notice now, also one that was given up. Its hashes may be deleted by then; it
 * still contains its ids of records. A notice that was accepted does not change.
 * @returns the notice after the attempt
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function tryNotice(
  { send }: TryDeps,
  ctx: Context,
  { id }: { readonly id: string },
): Promise<StoredDocument> {
  right(ctx);
  const notice = await readNotice(ctx, id);
  if (notice.data['state'] === 'taken') return notice;
  const commit = commitAs(ctx.store, async () => right(await renewCaller(ctx)));
  try {
    await deliverNotice({ ...ctx, send, commit }, notice);
  } catch (error) {
    // Another process tries it at the moment.
    if (!(error instanceof WriteConflict)) throw error;
    right(await renewCaller(ctx));
  }
  return readNotice(ctx, id);
}

/**
 * Sends an endpoint a message without an event, so that an owner sees whether the endpoint accepts
 * it.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function tryEndpoint(
  { send }: TryDeps,
  ctx: Context,
  { id: endpointId }: { readonly id: string },
) {
  right(ctx);
  const endpoint = await findEndpoint(ctx, ctx.tenant, endpointId);
  if (endpoint === undefined) throw new Problem('record-not-found');
  const id = newRecordId(ctx);
  const body = JSON.stringify({ id, event: 'test', records: [], values: [] });
  const posted = await postNotice({ ...ctx, send }, endpoint.url, endpoint.secrets, { id, body });
  return { id, failure: null, ...posted };
}
