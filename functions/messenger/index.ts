import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createMessengerApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'messenger');

export const handler = serve(createMessengerApp(service), service.logger);
