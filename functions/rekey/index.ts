import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createRecordDeps } from '#shared/wiring/record-deps.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createRekeyApp } from './app.ts';

const platform = connectPlatform(readConfig(process.env));
const service = createTaskService(platform, 'rekey');
const { logger } = service;
const wrapper = wrapperOf(platform, 'rekey');
const records = createRecordDeps(platform, { wrapper, logger });

export const handler = serve(createRekeyApp({ ...service, records, wrapper }), service);
