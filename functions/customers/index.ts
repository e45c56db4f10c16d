import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { createCustomersApp } from './app.ts';

const service = createApiService(connectPlatform(readConfig(process.env)), 'customers');

export const handler = serve(createCustomersApp(service), service);
