import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collections } from '#shared/wiring/collections.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { createSubjectsApp } from './app.ts';

const platform = connectPlatform(readConfig(process.env));
const service = createApiService(platform, 'subjects');
const app = createSubjectsApp({
  ...service,
  collections,
  signer: signerOf(platform, 'subjects'),
  pageOrigin: platform.config.CONSOLE_URL,
});

export const handler = serve(app, service);
