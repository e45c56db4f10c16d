import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createEraseApp } from './app.ts';

const service = createTaskService(connectPlatform(readConfig(process.env)), 'erase');

export const handler = serve(createEraseApp(service), service.logger);
