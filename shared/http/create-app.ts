import { Hono } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { RequireCurrent } from '#shared/restores/recognise-restore.ts';
import { allowedMethods } from './allowed-methods.ts';
import { isUnexpected, problemResponse, toProblem } from './answer/problem-response.ts';
import type { AppEnv, Guards } from './env.ts';
import { cameByPlainHttp } from './guards/came-by-plain-http.ts';
import { allowOrigin, answerPreflight } from './guards/cors.ts';
import { deadlines, limitTime } from './guards/limit-time.ts';
import { requireCurrentDatabase } from './guards/require-current-database.ts';
import { addSecureHeaders } from './guards/secure-headers.ts';
import { describeError, type Logger } from './logger.ts';
import { noBody } from './read/body.ts';
import { anyQuery } from './read/read-query.ts';
import { inRequest } from './request-facts.ts';
import { addRoute, findRoute } from './route/add-route.ts';
import { everyone } from './route/admission.ts';
import { traceOf } from './trace-of.ts';

export type App = Hono<AppEnv>;

export type AppDeps = {
  readonly logger: Logger;
  /** The Google Cloud project that contains the traces. Without it, log lines contain no trace. */
  readonly project?: string;
  /** The time in milliseconds, for durations. */
  readonly monotonic: () => number;
  readonly newRequestId: () => string;
  readonly guards?: Guards;
  /**
   * Refuses callers and tasks after a backup was restored, until the restore command has opened the
   * database. This guard is undefined in functions whose databases are never restored from a
   * backup.
   */
  readonly requireCurrent?: RequireCurrent;
  /** True if emulators store the data. Then the function listens only on this machine. */
  readonly isLocal?: boolean;
};

/**
 * Returns the caller's own request id, if it is a plain id. A plain id cannot be an email address,
 * and does not look like a phone number.
 */
function ownRequestId(header: string | undefined): string | undefined {
  return header === undefined ? undefined : plainId.safeParse(header).data;
}

/** The methods that may be logged. Any other method could be a text that the caller chose. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Creates the basic app of every function, with headers and `GET /health`. Each request gets a
 * request id: the caller's own id if it is a plain id, or else a new one. For each request the app
 * logs one line, with the route's pattern and never the path. The app answers every error with a
 * problem document (RFC 9457), even an unknown path (404) or method (405).
 */
export function createApp(deps: AppDeps): App {
  const app = new Hono<AppEnv>();

  app.use(async (c, next) => {
    const started = deps.monotonic();
    const requestId = ownRequestId(c.req.header('x-request-id')) ?? deps.newRequestId();
    const trace = traceOf(deps.project, c.req.header('x-cloud-trace-context'));
    c.set('requestId', requestId);
    c.set('guards', deps.guards ?? {});
    const route = findRoute(c);
    if (route !== undefined) c.set('route', route);
    c.set('reportError', (error) =>
      deps.logger.error({ request_id: requestId, ...trace, ...describeError(error) }, 'error'),
    );
    // In `x-forwarded-proto` Cloud Run and its load balancer name the scheme that the caller used.
    // A health check is answered even over plain HTTP.
    if (cameByPlainHttp(c.req.header('x-forwarded-proto')) && c.req.path !== '/health') {
      c.set('problemCode', 'https-required');
      c.res = problemResponse(new Problem('https-required'), requestId);
    } else await inRequest({ request_id: requestId, ...trace }, next);
    addSecureHeaders(c.res.headers);
    c.res.headers.set('x-request-id', requestId);
    deps.logger.info(
      {
        request_id: requestId,
        method: methods.has(c.req.method) ? c.req.method : 'other',
        route: route?.path ?? 'unmatched',
        status: c.res.status,
        duration_ms: Math.round((deps.monotonic() - started) * 10) / 10,
        ...(c.get('problemCode') !== undefined && { problem: c.get('problemCode') }),
        ...(c.get('entryPlaces') !== undefined && { manager_log: c.get('entryPlaces') }),
        ...trace,
      },
      'request',
    );
  });

  const { origins } = deps.guards ?? {};
  if (origins !== undefined)
    app.use(async (c, next) => {
      const served = allowedMethods(app.routes, c.req.path);
      const preflight = await answerPreflight(c, origins, served);
      if (preflight === undefined) await next();
      else c.res = preflight;
      await allowOrigin(c, origins);
    });

  app.use(limitTime(deadlines));
  if (deps.requireCurrent !== undefined) app.use(requireCurrentDatabase(deps.requireCurrent));

  addRoute(app, {
    method: 'GET',
    path: '/health',
    admission: everyone,
    query: anyQuery,
    body: noBody,
    personal: false,
    handle: (c) => c.json({ status: 'ok' }),
  });

  app.notFound((c) => {
    const methods = allowedMethods(app.routes, c.req.path);
    const code = methods.length === 0 ? 'route-unknown' : 'method-not-allowed';
    c.set('problemCode', code);
    const response = problemResponse(new Problem(code), c.get('requestId'));
    if (methods.length > 0) response.headers.set('allow', methods.join(', '));
    return response;
  });

  app.onError((error, c) => {
    const problem = toProblem(error);
    c.set('problemCode', problem.code);
    if (isUnexpected(error)) c.get('reportError')(error);
    return problemResponse(problem, c.get('requestId'));
  });

  return app;
}
