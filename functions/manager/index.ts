import { readConfig } from '#shared/base/config/read-config.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { createManagerApp } from './app.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';

const config = readConfig(process.env);
const appDeps = createAppDeps(config, 'manager');
const signIn = createSignIn(config, systemClock, async () => {
  const { loadAccess } = await import('./sign-in/load-access.ts');
  return loadAccess(config);
});
const app = createManagerApp({ ...appDeps, signIn });

export const handler = serve(app, appDeps.logger);
