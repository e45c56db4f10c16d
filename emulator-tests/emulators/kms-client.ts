import { KeyManagementServiceClient } from '@google-cloud/kms';
import { credentials } from '@grpc/grpc-js';
import crc from 'crc-32/crc32c.js';
import type { KmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';

export const parent = 'projects/demo-kms/locations/europe';
export const ring = `${parent}/keyRings/mayfly`;

export function connectKms({ port }: KmsEmulator): KeyManagementServiceClient {
  return new KeyManagementServiceClient({
    apiEndpoint: '127.0.0.1',
    port,
    projectId: 'demo-kms',
    sslCreds: credentials.createInsecure(),
  });
}

export function checksum(bytes: Uint8Array): { value: number } {
  return { value: crc.buf(bytes) >>> 0 };
}
