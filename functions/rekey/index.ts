import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { keyVersionsOf } from '#shared/wiring/keys/key-versions-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createChainDeps } from '#shared/wiring/manager-log-deps.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createRekeyApp } from './app.ts';

const config = readConfig(process.env);
const platform = connectPlatform(config);
const service = { ...createTaskService(platform, 'rekey'), ...createApiService(platform, 'rekey') };
const wrapper = wrapperOf(platform, 'rekey');
const own = {
  wrapper,
  keyVersions: keyVersionsOf(platform, 'rekey'),
  signer: signerOf(platform, 'rekey'),
  chain: createChainDeps(platform, wrapper),
  operators: new Set(config.OPERATORS),
};

export const handler = serve(createRekeyApp({ ...service, ...own }), service);
