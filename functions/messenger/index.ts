import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { createMessengerApp } from './app.ts';

const service = createApiService(connectPlatform(readConfig(process.env)), 'messenger');

export const handler = serve(createMessengerApp(service), service);
