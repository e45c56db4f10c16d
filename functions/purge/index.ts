import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createPurgeApp } from './app.ts';

const platform = connectPlatform(readConfig(process.env));
const service = createTaskService(platform, 'purge');
const signer = { publicKeys: publicKeysOf(platform, 'purge') };

export const handler = serve(createPurgeApp({ ...service, signer }), service);
