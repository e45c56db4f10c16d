import type { App } from '#shared/http/create-app.ts';
import { deviceHolders } from '#shared/http/guards/admit-device.ts';
import type { CallerDeps } from '#shared/http/guards/require-caller.ts';
import { passedOn } from '#shared/http/read/idempotency.ts';
import { jsonBody } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import type { HandingDeps } from '#shared/transfer/handing/hand-over.ts';
import { transferBytesMax, transferData } from '#shared/transfer/handing/transfer-data.ts';

/**
 * Adds the route that sends device data to a system of the tenant. It adds no entry to the manager
 * log, because the caller is the person, and none of the data is stored.
 */
export function addTransferRoute(
  app: App,
  deps: Pick<CallerDeps, 'records'>,
  handing: HandingDeps,
): void {
  addRoute(app, {
    method: 'POST',
    path: '/v1/transfer',
    admission: deviceHolders(deps, 'transfer'),
    query: noQuery,
    body: jsonBody(transferBytesMax),
    idempotency: passedOn,
    personal: false,
    async handle(c, { admitted, body, idempotencyKey }) {
      const { signal } = c.req.raw;
      const isWaitedFor = () => !signal.aborted;
      const request = { body, idempotencyKey, isWaitedFor };
      return c.json(await transferData(c.var.ctx, handing, admitted, request));
    },
  });
}
