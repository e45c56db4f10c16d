import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collections } from '#shared/wiring/collections.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { createSubjectsApp } from './app.ts';

const service = createApiService(connectPlatform(readConfig(process.env)), 'subjects');

export const handler = serve(createSubjectsApp({ ...service, collections }), service);
