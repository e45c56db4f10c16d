import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createCategoryService } from '#shared/wiring/category-service.ts';
import { createChatApp } from './app.ts';

const service = createCategoryService(readConfig(process.env), 'chat');

export const handler = serve(createChatApp(service), service.logger);
