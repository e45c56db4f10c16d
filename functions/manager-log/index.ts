import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createManagerLogApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'manager-log');

export const handler = serve(createManagerLogApp(service), service.logger);
