import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { outboundOf } from '#shared/wiring/outbound-of.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createNoticesApp } from './app.ts';

const config = readConfig(process.env);
const platform = connectPlatform(config);
const service = {
  ...createTaskService(platform, 'notices'),
  ...createApiService(platform, 'notices'),
  send: outboundOf(config),
};

export const handler = serve(createNoticesApp(service), service);
