import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';

/** The address of a stack's key service. */
export interface KmsAddress {
  projectId: string;
  location: string;
  emulatorHost: string;
}

/**
 * Makes the variable `SESSION_PUBLIC_KEYS` as a deployment sets it. The variable contains the
 * public key that belongs to the first version of the key for signing sessions.
 */
export async function fetchSessionKeys(address: KmsAddress): Promise<string> {
  const keyId = 'session_signing/1';
  const publicKeys = connectKmsPublicKeys({ ...address, caller: 'deployer' }, 'session_signing');
  const pem = await publicKeys(keyId);
  return JSON.stringify({ [keyId]: pem.replaceAll(/-----[A-Z ]+-----|\s/g, '') });
}
