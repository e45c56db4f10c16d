import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createCustomersApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'customers');

export const handler = serve(createCustomersApp(service), service.logger);
