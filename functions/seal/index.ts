import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createSealApp } from './app.ts';

const platform = connectPlatform(readConfig(process.env));
const service = createTaskService(platform, 'seal');
const app = createSealApp({ ...service, signer: signerOf(platform, 'seal') });

export const handler = serve(app, service);
