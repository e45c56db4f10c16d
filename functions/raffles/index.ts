import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createRafflesApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'raffles');

export const handler = serve(createRafflesApp(service), service.logger);
