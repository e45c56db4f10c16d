import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';

/** Where a stack's KMS emulator is reached, and where its keys are. */
export interface KmsAddress {
  projectId: string;
  location: string;
  emulatorHost: string;
}

/**
 * Returns the value of the variable `SESSION_PUBLIC_KEYS`, in the form in which a deployment sets
 * it. It contains the public key of the first version of the key `session_signing`.
 */
export async function fetchSessionKeys(address: KmsAddress): Promise<string> {
  const keyId = 'session_signing/1';
  const publicKeys = connectKmsPublicKeys({ ...address, caller: 'deployer' }, 'session_signing');
  const pem = await publicKeys(keyId);
  return JSON.stringify({ [keyId]: pem.replaceAll(/-----[A-Z ]+-----|\s/g, '') });
}
