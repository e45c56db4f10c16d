import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { machine } from '#shared/wiring/machine.ts';
import { createManagerApp } from './app.ts';
import { findConsole } from './read-console.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';

const config = readConfig(process.env);
const appDeps = createAppDeps({ ...machine, config }, 'manager');
const signIn = createSignIn(config, machine.now, async () => {
  const { loadAccess } = await import('./sign-in/load-access.ts');
  return loadAccess(config);
});

/** The build writes the console into the folder `console` next to the bundle. */
const console = findConsole(`${import.meta.dirname}/console`);

export const handler = serve(createManagerApp({ ...appDeps, signIn, console }), appDeps);
