import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { createTenantsApp } from './app.ts';

const config = readConfig(process.env);
const service = createApiService(connectPlatform(config), 'tenants');
const app = createTenantsApp({ ...service, operators: new Set(config.OPERATORS) });

export const handler = serve(app, service);
