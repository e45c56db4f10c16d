import { readConfig } from '#shared/base/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { connectKmsSigner } from '#shared/vault/kms-signer.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createSealApp } from './app.ts';

const config = readConfig(process.env);
const service = createTaskService(config, 'seal');
const signer = connectKmsSigner({
  projectId: config.GOOGLE_CLOUD_PROJECT,
  location: config.KMS_LOCATION,
  emulatorHost: config.KMS_EMULATOR_HOST,
  caller: 'seal',
  keyVersion: config.SIGNING_KEY_VERSION,
});
export const handler = serve(createSealApp({ ...service, signer }), service.logger);
