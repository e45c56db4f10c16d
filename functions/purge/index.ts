import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createPurgeApp } from './app.ts';

const service = createTaskService(connectPlatform(readConfig(process.env)), 'purge');

export const handler = serve(createPurgeApp(service), service);
