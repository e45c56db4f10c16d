import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { requireCaller } from '#shared/http/guards/require-caller.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { filteredPageQuery, noQuery, oneOf } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import { runNotices } from '#shared/sweeps/notices/run-notices.ts';
import { tryEndpoint, tryNotice } from '#shared/sweeps/notices/try-notice.ts';
import { listNotices, noticeStates, renderNotice } from '#shared/tenants/notices/list-notices.ts';
import type { ApiService } from '#shared/wiring/api-service.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

export type NoticesAppDeps = TaskService &
  Pick<ApiService, 'records' | 'authenticate' | 'managerLog'> & {
    readonly send: SendOutbound;
  };

/** If a notice is overdue by more than this time, the log line of the run is an error. */
const alarmSeconds = 3_600;

/**
 * Creates the app that sends notices to recipients of data. Cloud Scheduler starts the runs. Owners
 * can also send a single notice again.
 */
export function createNoticesApp(deps: NoticesAppDeps): App {
  const { work, records, send, logger } = deps;
  const app = createTaskApp(deps, {
    name: 'notices',
    alarmSeconds,
    run: (onFailure) =>
      runNotices({
        ...work,
        keyring: records.keyring,
        send,
        onGivenUp: (given) => logger.error(given, 'notice given up'),
        onFailure,
      }),
  });
  app.use('/v1/*', requireCaller(deps));

  addRoute(app, {
    method: 'GET',
    path: '/v1/notices',
    admission: callersWith('tenant'),
    query: filteredPageQuery({ state: oneOf(noticeStates) }),
    body: noBody,
    // The answers contain ids, events, states and times, but no personal values.
    personal: false,
    handle: async (c, { query: { filters, page } }) =>
      c.json(await listNotices(c.var.ctx, filters, page)),
  });

  addRoute(app, {
    method: 'PUT',
    path: '/v1/notices/:id/retry',
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: false,
    async handle(c) {
      const notice = await tryNotice({ send }, c.var.ctx, { id: c.req.param('id') });
      return c.json(renderNotice(notice));
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/notice-endpoints/:id/test',
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    idempotency: repeatable,
    personal: false,
    handle: async (c) => c.json(await tryEndpoint({ send }, c.var.ctx, { id: c.req.param('id') })),
  });

  return app;
}
