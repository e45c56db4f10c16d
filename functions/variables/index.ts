import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createVariablesApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'variables');

export const handler = serve(createVariablesApp(service), service.logger);
