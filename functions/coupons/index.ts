import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createCouponsApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'coupons');

export const handler = serve(createCouponsApp(service), service.logger);
