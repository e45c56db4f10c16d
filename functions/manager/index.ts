import { readConfig } from '#shared/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { systemClock } from '#shared/time/clock.ts';
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
