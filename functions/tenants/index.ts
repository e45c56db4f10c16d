import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { createTenantsApp } from './app.ts';

const config = readConfig(process.env);
const service = createApiService(connectPlatform(config), 'tenants');
const operators = new Set(config.OPERATORS);
const app = createTenantsApp({ ...service, operators, deployment: deploymentOf(config) });

export const handler = serve(app, service);
