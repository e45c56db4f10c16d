import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createNluApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'nlu');

export const handler = serve(createNluApp(service), service.logger);
