import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, microsPerMilli } from '#shared/base/time/instant.ts';
import { instant } from '#shared/categories/field-schemas.ts';
import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import type { AttemptResult } from '../../emulators/scheduler/scheduler-attempt.ts';
import { addApiPage } from '../api-page/add-api-page.ts';
import type { LocalClock } from '../clock.ts';
import type { DemoProgress } from '../demo/demo-progress.ts';
import { addWidget, type WidgetDeps } from '../widget/add-widget.ts';
import { isFromThisMachine } from './is-from-this-machine.ts';
import { localProblem } from './local-problem.ts';

export type LocalAppDeps = AppDeps & {
  readonly clock: LocalClock;
  readonly jobs: readonly string[];
  readonly runJob: (job: string) => Promise<AttemptResult>;
  readonly setKmsOutage: (on: boolean) => void;
  readonly jwks: () => JSONWebKeySet;
  readonly tenantsApp: App;
  /** Returns how much of the demo is written. */
  readonly demo: () => DemoProgress;
  /** An API key for each tenant. */
  readonly apiKeys: ReadonlyMap<string, string>;
  /** Creates the shop of the widget example. The example calls this function at the first visit. */
  readonly openShop: WidgetDeps['openShop'];
};

const dayMs = 86_400_000;

const clockSchema = z
  .strictObject({
    advance_days: z.number().positive().max(36_500).optional(),
    now: instant.optional(),
    reset: z.literal(true).optional(),
  })
  .refine((body) => Object.keys(body).length === 1, {
    params: { rule: 'exactly one of advance_days, now, reset' },
  });

const outageSchema = z.strictObject({ on: z.boolean() });

/**
 * These settings apply to each route that changes something. Every caller on this machine may use
 * such a route.
 */
const order = {
  method: 'POST',
  admission: everyone,
  query: noQuery,
  idempotency: repeatable,
} as const;

/** Creates the app that serves every path below `/_local`. */
export function createLocalApp(deps: LocalAppDeps): App {
  const app = createApp(deps);

  app.use(async (c, next) => {
    if (isFromThisMachine(c.req.header('host'), c.req.header('origin'))) return next();
    return localProblem(
      421,
      'host-refused',
      'Only pages and programs of this machine may use the local stack',
    );
  });

  addClockRoutes(app, deps);
  addOrderRoutes(app, deps);
  app.get('/_local/demo', (c) => c.json(deps.demo()));
  addApiPage(app);
  addWidget(app, { openShop: deps.openShop, now: deps.clock.now });

  app.get('/_local/issuer/jwks', (c) => c.json(deps.jwks()));

  // This route adds the API key of the tenant to the request. So the console's overview shows
  // numbers without a sign-in, and no key reaches the browser.
  app.get('/_local/as/:tenant/v1/tenant/storage', async (c) => {
    const key = deps.apiKeys.get(c.req.param('tenant'));
    if (key === undefined) throw new Problem('route-unknown');
    const headers = { authorization: `Bearer ${key}` };
    return deps.tenantsApp.request(`/v1/tenant/storage${new URL(c.req.url).search}`, { headers });
  });

  return app;
}

function addClockRoutes(app: App, { clock }: LocalAppDeps): void {
  const tellTime = () => {
    const from = clock.setBackFromMs();
    return {
      now: formatInstant(clock.now()),
      ...(from !== undefined && { set_back_from: formatInstant(from * microsPerMilli) }),
    };
  };
  app.get('/_local/clock', (c) => c.json(tellTime()));

  addRoute(app, {
    ...order,
    path: '/_local/clock',
    body: jsonBody(smallBodyMax),
    personal: false,
    handle(c, asked) {
      const body = parse(clockSchema, asked.body);
      if (body.reset) clock.reset();
      else {
        const { advance_days: days, now } = body;
        const time = days === undefined ? Date.parse(now ?? '') : clock.nowMs() + days * dayMs;
        if (!clock.setMs(time)) {
          const pointer = days === undefined ? '/now' : '/advance_days';
          const errors = [{ pointer, rule: 'a time in the years 2000 to 2199' }];
          throw new Problem('validation-failed', { errors });
        }
      }
      return c.json(tellTime());
    },
  });
}

function addOrderRoutes(app: App, deps: LocalAppDeps): void {
  addRoute(app, {
    ...order,
    path: '/_local/scheduler/:job/run',
    body: noBody,
    personal: false,
    async handle(c) {
      const job = c.req.param('job');
      if (!deps.jobs.includes(job)) throw new Problem('route-unknown');
      try {
        return c.json(await deps.runJob(job));
      } catch {
        const told = 'The function that the job calls did not answer';
        return localProblem(504, 'job-unanswered', told);
      }
    },
  });

  addRoute(app, {
    ...order,
    path: '/_local/kms/outage',
    body: jsonBody(smallBodyMax),
    personal: false,
    handle(c, { body }) {
      const { on } = parse(outageSchema, body);
      deps.setKmsOutage(on);
      return c.json({ on });
    },
  });
}
