import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { createTenantsApp } from './app.ts';

const config = readConfig(process.env);
const platform = connectPlatform(config);
const service = createApiService(platform, 'tenants');
const operators = new Set(config.OPERATORS);
const app = createTenantsApp({
  ...service,
  operators,
  deployment: deploymentOf(config),
  publicKeys: publicKeysOf(platform, 'tenants'),
});

export const handler = serve(app, service);
