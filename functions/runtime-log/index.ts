import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createRuntimeLogApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'runtime-log');

export const handler = serve(createRuntimeLogApp(service), service.logger);
