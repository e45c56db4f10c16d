import { createHash } from 'node:crypto';
import { rawSignature } from './der-signature.ts';
import { bytesOf, checkArrived, checksum, createKmsCall } from './kms-call.ts';
import { type KmsOptions, kmsCallOptions } from './kms-client.ts';
import type { PublicKeys, Signer, SigningKey } from './signer.ts';

/**
 * The {@link Signer} with one version of a Cloud KMS signing key. The checksums of requests and
 * answers are verified, and only a digest is sent. To sign, a function needs only
 * `roles/cloudkms.signer` on that key.
 */
export function connectKmsSigner(
  options: KmsOptions & { readonly key: SigningKey; readonly keyVersion: number },
): Signer {
  const { key, keyVersion } = options;
  const callOptions = kmsCallOptions(options);
  const call = createKmsCall(callOptions);
  const name = `${callOptions.keyRing}/cryptoKeys/${key}/cryptoKeyVersions/${keyVersion}`;
  return {
    keyId: `${key}/${keyVersion}`,
    async sign(data) {
      const sha256 = createHash('sha256').update(data).digest();
      const request = { name, digest: { sha256 }, digestCrc32c: checksum(sha256) };
      return call({
        key,
        ask: (kms, each) => kms.asymmetricSign(request, each),
        read(answer) {
          const signature = bytesOf(answer.signature);
          checkArrived(answer.name === name && answer.verifiedDigestCrc32c === true);
          checkArrived(String(answer.signatureCrc32c?.value) === checksum(signature).value);
          return rawSignature(signature);
        },
      });
    },
    publicKeys: connectKmsPublicKeys(options, key),
  };
}

/**
 * The public keys of the versions of a signing key. Each public key is fetched once. A function
 * needs `roles/cloudkms.publicKeyViewer` on the signing key.
 */
export function connectKmsPublicKeys(
  options: KmsOptions,
  key: SigningKey = 'receipts',
): PublicKeys {
  const callOptions = kmsCallOptions(options);
  const call = createKmsCall(callOptions);
  const fetched = new Map<string, Promise<string>>();

  async function fetchKey(keyId: string): Promise<string> {
    const [, named, version] = /^([a-z_]+)\/([1-9]\d{0,4})$/.exec(keyId) ?? [];
    if (named !== key || version === undefined)
      throw new Error('the key id does not belong to this signing key');
    const name = `${callOptions.keyRing}/cryptoKeys/${key}/cryptoKeyVersions/${version}`;
    return call({
      key,
      ask: (kms, each) => kms.getPublicKey({ name }, each),
      read({ pem, pemCrc32c }) {
        if (typeof pem !== 'string') throw new Error('the answer contains no public key');
        checkArrived(String(pemCrc32c?.value) === checksum(Buffer.from(pem)).value);
        return pem;
      },
    });
  }

  return (keyId) => {
    const known = fetched.get(keyId);
    if (known !== undefined) return known;
    const fetching = fetchKey(keyId);
    fetched.set(keyId, fetching);
    // A failed call is not remembered. So the next request fetches the public key again.
    fetching.catch(() => fetched.delete(keyId));
    return fetching;
  };
}
