import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { type CallerDeps, requireCaller } from '#shared/http/guards/require-caller.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import type { IsTarget } from '#shared/transfer/endpoints/change-endpoints.ts';
import { createAuthorise } from '#shared/transfer/handing/authorise.ts';
import { addDeviceTokenRoutes } from './device-token-routes.ts';
import { addEndpointRoutes } from './endpoint-routes.ts';
import { addPublicRoutes } from './public-routes.ts';
import { addTransferRoute } from './transfer-route.ts';

export type TransferAppDeps = AppDeps &
  CallerDeps & {
    /** The HTTP client for systems of tenants. */
    readonly send: SendOutbound;
    readonly isTarget: IsTarget;
  };

/**
 * Creates the app that sends data from customers' devices to systems of the tenant. It stores none
 * of the data. The app also issues device tokens, for this and for `/v1/own-variables`.
 */
export function createTransferApp(deps: TransferAppDeps): App {
  const { records, send, isTarget, monotonic } = deps;
  const { now, random, sleep } = records;
  const authorise = createAuthorise({ send, now });
  const handing = { send, authorise, now, monotonic, random, sleep };
  const app = createApp(deps);
  addPublicRoutes(app, records);
  // The guard of the other routes refuses device tokens. So this route, which needs such a token,
  // is added before the guard.
  addTransferRoute(app, deps, handing);
  app.use('/v1/*', requireCaller(deps));
  addDeviceTokenRoutes(app);
  addEndpointRoutes(app, handing, isTarget);
  return app;
}
