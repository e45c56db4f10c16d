import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { outboundOf, targetsOf } from '#shared/wiring/outbound-of.ts';
import { createTransferApp } from './app.ts';

const config = readConfig(process.env);
const platform = connectPlatform(config);
const service = createApiService(platform, 'transfer');
const app = createTransferApp({
  ...service,
  send: outboundOf(config),
  isTarget: targetsOf(config),
});

export const handler = serve(app, service);
