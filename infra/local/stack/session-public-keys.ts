import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';

/** The address of a stack's key service. */
export interface KmsAddress {
  projectId: string;
  location: string;
  emulatorHost: string;
}

/**
 * Makes `SESSION_PUBLIC_KEYS` as a deployment sets it. It contains the public half of the first
 * version of the key that signs sessions.
 */
export async function fetchSessionKeys(address: KmsAddress): Promise<string> {
  const keyId = 'session_signing/1';
  const publicKeys = connectKmsPublicKeys({ ...address, caller: 'deployer' }, 'session_signing');
  const pem = await publicKeys(keyId);
  return JSON.stringify({ [keyId]: pem.replaceAll(/-----[A-Z ]+-----|\s/g, '') });
}
