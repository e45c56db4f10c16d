import { readConfig } from '#shared/base/config/read-config.ts';
import { categories } from '#shared/categories/registry.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createTenantsApp } from './app.ts';

const config = readConfig(process.env);
const service = createCategoryService(config, 'tenants');
const app = createTenantsApp({ ...service, categories, operators: new Set(config.OPERATORS) });
export const handler = serve(app, service.logger);
