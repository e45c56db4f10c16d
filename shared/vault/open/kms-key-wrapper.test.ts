import type { KeyManagementServiceClient } from '@google-cloud/kms';
import crc32c from 'crc-32/crc32c.js';
import { describe, expect, test } from 'vitest';
import {
  KeyDenied,
  KeyServiceUnavailable,
  KeyVersionUnusable,
  WrappedKeyDamaged,
} from '../key-wrapper.ts';
import type { KmsTrouble } from '../kms-call.ts';
import { createKmsKeyWrapper } from './kms-key-wrapper.ts';

type Answer = { [field: string]: unknown };
type Request = { name: string; [field: string]: unknown };

const secret = Buffer.from('secret');
const aad = Buffer.from('aad');
const crcOf = (bytes: Uint8Array) => ({ value: String(crc32c.buf(bytes) >>> 0) });

/**
 * Creates a wrapper with a client that answers like Cloud KMS and «encrypts» by reversing bytes.
 * `change` changes each answer, or is the error of each call.
 */
function createWrapper(change: Answer | Error = {}) {
  const troubles: KmsTrouble[] = [];
  const seen: { request: Request; options: unknown }[] = [];
  let connections = 0;
  const answer = async (request: Request, options: unknown, good: Answer): Promise<[Answer]> => {
    seen.push({ request, options });
    if (change instanceof Error) throw change;
    return [{ ...good, ...change }];
  };
  const client = {
    encrypt: (request: Request, options: unknown) => {
      const ciphertext = Buffer.from((request['plaintext'] as Uint8Array).toReversed());
      return answer(request, options, {
        ciphertext,
        ciphertextCrc32c: crcOf(ciphertext),
        verifiedPlaintextCrc32c: true,
        verifiedAdditionalAuthenticatedDataCrc32c: true,
      });
    },
    decrypt: (request: Request, options: unknown) => {
      const plaintext = Buffer.from((request['ciphertext'] as Uint8Array).toReversed());
      return answer(request, options, { plaintext, plaintextCrc32c: crcOf(plaintext) });
    },
  };
  const wrapper = createKmsKeyWrapper({
    connect: async () => {
      connections += 1;
      return client as unknown as KeyManagementServiceClient;
    },
    keyRing: 'projects/p/locations/europe/keyRings/mayfly',
    deadlineMs: 1_234,
    onTrouble: (trouble) => void troubles.push(trouble),
  });
  return { wrapper, seen, troubles, connections: () => connections };
}

const failure = (code: number) => Object.assign(new Error('text of the client'), { code });

test('CRC32C gives the published check value of the text 123456789', () => {
  expect(crcOf(Buffer.from('123456789')).value).toBe(String(0xe3069283));
});

test('each call names the given key, and sends the AAD, the checksums of all inputs, and a deadline', async () => {
  const { wrapper, seen } = createWrapper();
  const wrapped = await wrapper.wrap('customers', secret, aad);
  expect(Buffer.from(await wrapper.unwrap('customers', wrapped, aad))).toEqual(secret);
  const shared = {
    name: 'projects/p/locations/europe/keyRings/mayfly/cryptoKeys/customers',
    additionalAuthenticatedData: aad,
    additionalAuthenticatedDataCrc32c: crcOf(aad),
  };
  expect(seen.map(({ request }) => request)).toEqual([
    { ...shared, plaintext: secret, plaintextCrc32c: crcOf(secret) },
    { ...shared, ciphertext: wrapped, ciphertextCrc32c: crcOf(wrapped) },
  ]);
  for (const { options } of seen) expect(options).toMatchObject({ timeout: 1_234 });
});

test('the wrapper connects only once, at its first use', async () => {
  const { wrapper, connections } = createWrapper();
  expect(connections()).toBe(0);
  await Promise.all([wrapper.wrap('a', secret, aad), wrapper.wrap('b', secret, aad)]);
  expect(connections()).toBe(1);
});

describe('a damaged answer is not used', () => {
  test.each([
    { verifiedPlaintextCrc32c: false },
    { verifiedPlaintextCrc32c: undefined },
    { verifiedAdditionalAuthenticatedDataCrc32c: false },
    { verifiedAdditionalAuthenticatedDataCrc32c: undefined },
    { ciphertextCrc32c: { value: '1' } },
    { ciphertextCrc32c: undefined },
    { ciphertext: Buffer.from('damaged') },
    { ciphertext: null },
    { ciphertext: 'text' },
  ])('wrapping refuses an answer with %o', async (change) => {
    const { wrapper } = createWrapper(change);
    await expect(wrapper.wrap('k', secret, aad)).rejects.toBeInstanceOf(KeyServiceUnavailable);
  });

  test.each([
    { plaintextCrc32c: { value: '1' } },
    { plaintextCrc32c: null },
    { plaintext: Buffer.from('damaged') },
    { plaintext: undefined },
  ])('unwrapping refuses an answer with %o', async (change) => {
    const { wrapper } = createWrapper(change);
    await expect(wrapper.unwrap('k', secret, aad)).rejects.toBeInstanceOf(KeyServiceUnavailable);
  });
});

describe('an error of the client', () => {
  // The codes are: cancelled, unknown (for example, no credentials), deadline exceeded, resource
  // exhausted, internal, unavailable. 503 is the HTTP status with which the metadata server refuses
  // an access token.
  test.each([1, 2, 4, 8, 13, 14, 503])('with code %i counts as an outage', async (code) => {
    const { wrapper } = createWrapper(failure(code));
    await expect(wrapper.wrap('k', secret, aad)).rejects.toBeInstanceOf(KeyServiceUnavailable);
    await expect(wrapper.unwrap('k', secret, aad)).rejects.toBeInstanceOf(KeyServiceUnavailable);
  });

  // The codes are: not found, permission denied, failed precondition, unauthenticated.
  test.each([5, 7, 9, 16])('with code %i counts as a refusal', async (code) => {
    const { wrapper } = createWrapper(failure(code));
    await expect(wrapper.wrap('k', secret, aad)).rejects.toBeInstanceOf(KeyDenied);
    await expect(wrapper.unwrap('k', secret, aad)).rejects.toBeInstanceOf(KeyDenied);
  });

  test('with code 9 means that only a version of the key is refused', async () => {
    const refused = createWrapper(failure(9)).wrapper;
    await expect(refused.unwrap('k', secret, aad)).rejects.toBeInstanceOf(KeyVersionUnusable);
    const denied = createWrapper(failure(7)).wrapper;
    await expect(denied.unwrap('k', secret, aad)).rejects.not.toBeInstanceOf(KeyVersionUnusable);
  });

  test('with code 3 from a call that unwraps means that this one secret is damaged, or was wrapped with other additional data', async () => {
    const { wrapper, troubles } = createWrapper(failure(3));
    await expect(wrapper.unwrap('k', secret, aad)).rejects.toBeInstanceOf(WrappedKeyDamaged);
    expect(troubles).toEqual([]);
  });

  test('with code 3 from a call that wraps counts as a refusal, and is reported', async () => {
    const { wrapper, troubles } = createWrapper(failure(3));
    await expect(wrapper.wrap('k', secret, aad)).rejects.toBeInstanceOf(KeyDenied);
    expect(troubles).toEqual([{ event: 'key service refuses', kms_key: 'k', grpc_code: 3 }]);
  });

  test('with code 3 about a checksum is a transmission error, so the caller can try again', async () => {
    const { wrapper } = createWrapper(
      Object.assign(new Error('The checksum in field ciphertext_crc32c did not match.'), {
        code: 3,
      }),
    );
    await expect(wrapper.unwrap('k', secret, aad)).rejects.toBeInstanceOf(KeyServiceUnavailable);
  });

  test.each(['ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'])(
    'with the network code %s is an outage',
    async (code) => {
      const { wrapper } = createWrapper(Object.assign(new Error('text'), { code }));
      await expect(wrapper.wrap('k', secret, aad)).rejects.toBeInstanceOf(KeyServiceUnavailable);
    },
  );

  test('reaches the caller without the client’s message', async () => {
    const { wrapper } = createWrapper(failure(7));
    const [outcome] = await Promise.allSettled([wrapper.wrap('k', secret, aad)]);
    if (outcome?.status !== 'rejected') throw new Error('the call was not refused');
    const { message, cause } = outcome.reason as Error;
    expect(message).toBe('key service refuses');
    expect(cause).toBe(7);
  });
});

test('a call without an answer is given up at the deadline', async () => {
  const never = {
    encrypt: () => new Promise(() => {}),
  } as unknown as KeyManagementServiceClient;
  const wrapper = createKmsKeyWrapper({
    connect: async () => never,
    keyRing: 'projects/p/locations/europe/keyRings/mayfly',
    deadlineMs: 20,
  });
  await expect(wrapper.wrap('customers', secret, aad)).rejects.toThrow(KeyServiceUnavailable);
});
