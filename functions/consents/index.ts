import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createConsentsApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'consents');

export const handler = serve(createConsentsApp(service), service.logger);
