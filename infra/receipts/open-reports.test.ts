import { expect, test } from 'vitest';
import { reportLegacy } from '#shared/sweeps/legacy/legacy-report.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { openReports } from './open-reports.ts';

test('a report about records that are not migrated can be verified with the published keys alone, and a changed report is refused', async () => {
  const signer = createFakeSigner();
  const store = { count: async () => 0 } as never;
  const { report } = await reportLegacy({ store, now: () => 0, signer }, 'acme');
  const keys = [jwkOf(signer.keyId, signer.publicKey)];
  expect(await openReports([report, 'x.y.z'], keys)).toEqual({
    lines: [
      `acme, 1970-01-01T00:00:00.000Z: no legacy ciphertext is left, 0 legacy keys are kept (signed by receipts/1)`,
    ],
    isValid: true,
    others: ['x.y.z'],
  });
  const [header, , signature] = report.split('.');
  const payload = Buffer.from('{"tenant":"acme","legacy_records":0}').toString('base64url');
  expect(await openReports([`${header}.${payload}.${signature}`], keys)).toMatchObject({
    isValid: false,
  });
});
