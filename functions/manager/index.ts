import { readConfig } from '#shared/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { createManagerApp } from './app.ts';

const config = readConfig(process.env);
const appDeps = createAppDeps(config, 'manager');
const app = createManagerApp(appDeps);

export const handler = serve(app, appDeps.logger);
