import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createLoyaltyApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'loyalty');

export const handler = serve(createLoyaltyApp(service), service.logger);
