import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createEraseApp } from './app.ts';

const platform = connectPlatform(readConfig(process.env));
const service = createTaskService(platform, 'erase');
const app = createEraseApp({ ...service, signer: signerOf(platform, 'erase') });

export const handler = serve(app, service);
