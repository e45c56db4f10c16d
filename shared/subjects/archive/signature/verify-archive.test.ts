import { expect, test } from 'vitest';
import { jwkOf } from '#shared/vault/jwk.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { archiveType } from './archive-statement.ts';
import { signArchive } from './sign-archive.ts';
import { verifyArchive } from './verify-archive.ts';

const signer = createFakeSigner();
const keys = [jwkOf(signer.keyId, signer.publicKey)];
const page = { name: 'index.html', sha256: 'a'.repeat(64), bytes: 10 };
const data = { name: 'data.json', sha256: 'b'.repeat(64), bytes: 20 };
const about = { tenant: 'acme', kind: 'access', asked_by: ['email'] };
const sign = () => signArchive(signer, { id: 'a1.m1', about, madeAt: 0, records: 3 }, [page, data]);
const faultsOf = async (signature: string | undefined, files = [page, data], published = keys) =>
  (await verifyArchive(signature, files, published)).faults;

test('an archive with exactly the signed files is valid, in any order of the files', async () => {
  const verified = await verifyArchive(await sign(), [data, page], keys);
  expect(verified).toMatchObject({ keyId: signer.keyId, faults: [] });
  expect(verified.statement).toEqual({
    format: 'mayfly-archive-1',
    ...about,
    archive: 'a1.m1',
    made_at: '1970-01-01T00:00:00.000Z',
    records: 3,
    files: [page, data],
  });
});

test('if a file is changed, missing, added or repeated, the check reports which file', async () => {
  const signature = await sign();
  const changed = { ...data, sha256: 'c'.repeat(64) };
  const added = { ...data, name: 'more.json' };
  expect(await faultsOf(signature, [page, changed])).toEqual([
    { fault: 'file-changed', name: 'data.json' },
  ]);
  expect(await faultsOf(signature, [page])).toEqual([{ fault: 'file-missing', name: 'data.json' }]);
  expect(await faultsOf(signature, [page, data, added])).toEqual([
    { fault: 'file-added', name: 'more.json' },
  ]);
  expect(await faultsOf(signature, [page, data, data])).toEqual([
    { fault: 'file-added', name: 'data.json' },
  ]);
});

test('an archive is rejected if its signature is missing, is of another kind, or was not made with a published key', async () => {
  const wrong = [{ fault: 'signature-wrong', name: 'signature.jws' }];
  const signature = await sign();
  expect(await faultsOf(undefined)).toEqual([{ fault: 'not-signed', name: 'signature.jws' }]);
  expect(await faultsOf(signature.replace('.', '.A'))).toEqual(wrong);
  expect(await faultsOf(signature, undefined, [])).toEqual(wrong);
  const receipt = await signJws(signer, 'mayfly-receipt+jws', { format: 'mayfly-archive-1' });
  expect(await faultsOf(receipt)).toEqual(wrong);
  expect(await faultsOf(await signJws(signer, archiveType, { files: [] }))).toEqual(wrong);
});
