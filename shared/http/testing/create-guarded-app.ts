import { pino } from 'pino';
import { Problem } from '#shared/base/problems/problem.ts';
import { type App, type AppDeps, createApp } from '../create-app.ts';
import { admitCaller } from '../guards/admit-caller.ts';

/**
 * Creates an app with these guards. `GET /v1/work` answers a caller who sends a credential, and
 * takes the credential as the tenant's name. It refuses a credential that begins with `wrong`.
 * `worked` returns how many calls were admitted.
 */
export function createGuardedApp(deps: Pick<AppDeps, 'guards'>): {
  readonly app: App;
  readonly worked: () => number;
} {
  let worked = 0;
  const app = createApp({
    logger: pino({ level: 'silent' }),
    monotonic: () => 0,
    newRequestId: () => 'request-1',
    ...deps,
  });
  app.get('/v1/work', async (c) => {
    const tenant = c.req.header('authorization');
    await admitCaller(c, async () => {
      if (tenant === undefined) throw new Problem('credential-missing');
      if (tenant.startsWith('wrong')) throw new Problem('credential-unknown');
      return { caller: { tenant } };
    });
    worked += 1;
    return c.json({ worked });
  });
  return { app, worked: () => worked };
}
