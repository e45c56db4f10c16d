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
 * Tries to deliver a notice now, even if it was given up. A notice that was given up contains no
 * hashes any more, but still contains ids of records. A notice that the recipient has already
 * accepted is not sent again.
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
    // Another process is sending this notice now.
    if (!(error instanceof WriteConflict)) throw error;
    right(await renewCaller(ctx));
  }
  return readNotice(ctx, id);
}

/**
 * Sends a test message to an endpoint. The message is about no record. It shows an owner whether
 * the endpoint accepts messages.
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
