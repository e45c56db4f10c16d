import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import { completeVariable } from '#shared/domains/variables/complete-variable.ts';
import { touchVariable } from '#shared/domains/variables/touch-variable.ts';
import { renderPage } from '#shared/http/answer/render-page.ts';
import type { CategoryAppDeps } from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { deviceHolders } from '#shared/http/guards/admit-device.ts';
import { requireUnchanged } from '#shared/http/guards/require-unchanged.ts';
import { noBody } from '#shared/http/read/body.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { narrowedPageQuery, noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import type { Context } from '#shared/records/context.ts';
import { deleteRecords } from '#shared/records/delete-records.ts';
import { conversationIdOf } from '#shared/records/identify-conversations.ts';
import { findRecords, listRecords } from '#shared/records/list-records.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import type { Filter } from '#shared/store/store.ts';
import type { DeviceHolder } from '#shared/transfer/tokens/find-device-token.ts';

const path = '/v1/own-variables';

/** The largest body in bytes: half for the largest value, half for the rest of the body. */
const bodyMax = 2 * smallBodyMax;

/**
 * A variable in a request. It must name neither an instance nor a conversation: its `instance_id`
 * is the id of the conversation that the device token names.
 */
const ownVariable = z.looseObject({
  instance_id: z.never().optional(),
  instance_external_id: z.never().optional(),
  conversation_id: z.never().optional(),
  conversation_external_id: z.never().optional(),
});

/** Returns the id of the token's conversation. */
async function instanceOf(ctx: Context, { grant: { instance } }: DeviceHolder): Promise<string> {
  return 'instance_id' in instance
    ? instance.instance_id
    : conversationIdOf(ctx, instance.instance_external_id);
}

/**
 * Returns the filter for the variables of the token's conversation. The `instance_id` of these
 * variables is the id of the conversation.
 */
async function ownOf(ctx: Context, holder: DeviceHolder): Promise<Filter> {
  return { field: 'instance_id', op: '==', value: await instanceOf(ctx, holder) };
}

/**
 * Adds the routes with which a page reads and changes the variables of one conversation. The page
 * needs a device token, which names this conversation. The routes add no entry to the manager log,
 * because the caller is the customer and no manager.
 */
export function addOwnRoutes(app: App, deps: CategoryAppDeps): void {
  const admission = deviceHolders(deps, 'variables');
  const query = narrowedPageQuery(variables, ['experience_id', 'name']);

  addRoute(app, {
    method: 'GET',
    path,
    admission,
    query,
    body: noBody,
    personal: false,
    async handle(c, { admitted, query: { page, filters } }) {
      const { ctx } = c.var;
      const own = [await ownOf(ctx, admitted), ...filters];
      const found = await listRecords(ctx, { category: variables, filters: own, page });
      await requireUnchanged(ctx);
      return c.json(renderPage(ctx, variables, found));
    },
  });

  addRoute(app, {
    method: 'PUT',
    path,
    admission,
    query: noQuery,
    body: jsonBody(bodyMax),
    personal: false,
    async handle(c, { admitted, body }) {
      const sent = { ...parse(ownVariable, body), ...admitted.grant.instance };
      const input = { category: variables, body: sent, complete: completeVariable };
      const { record, created } = await upsertRecord(c.var.ctx, input);
      return c.json(renderRecord(record), created ? 201 : 200);
    },
  });

  addRoute(app, {
    method: 'PATCH',
    path,
    admission,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: false,
    async handle(c, { admitted, body }) {
      const { ctx } = c.var;
      const instanceId = await instanceOf(ctx, admitted);
      const { expiresAt } = await touchVariable(ctx, { instanceId, body });
      return c.json({ expires_at: formatInstant(expiresAt) });
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path,
    admission,
    query,
    body: noBody,
    personal: false,
    async handle(c, { admitted, query: { page, filters } }) {
      const { ctx } = c.var;
      const own = [await ownOf(ctx, admitted), ...filters];
      const found = await findRecords(ctx, variables, own, page);
      const ids = found.items.map(({ ref }) => ref.id);
      const going = { category: variables, ids, idempotencyKey: undefined };
      const { answer } = await deleteRecords(ctx, going);
      return c.json({ deleted: answer.deleted.length, has_more: found.next_cursor !== null });
    },
  });
}
