import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { hashSeal, sealKind } from './seal.ts';
import { openStatement, signStatement } from './sign-statement.ts';
import {
  createLogFixture,
  createSealedLog,
  entryOf,
  type LogFixture,
} from './testing/create-log-fixture.ts';
import { at } from './testing/item-at.ts';

async function payloadOf(fixture: LogFixture, index: number) {
  const seal = at(await fixture.seals(), index);
  const jws = String(seal.data['jws']);
  const payload = await openStatement(fixture.signer.publicKeys, sealKind, jws);
  return { seal, payload };
}

describe('the verification finds', () => {
  test('a seal signed by another key, a changed seal, and a seal without a signature', async () => {
    const fixture = await createSealedLog(2, 3);
    const { seal, payload } = await payloadOf(fixture, 1);
    const [header = '', , signature = ''] = String(seal.data['jws']).split('.');
    const other = { ...payload, entries: 1 };
    const encoded = Buffer.from(JSON.stringify(other)).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const jws of [
      await signStatement(createFakeSigner(), sealKind, payload),
      await signStatement(createFakeSigner('receipts/2'), sealKind, payload),
      `${header}.${encoded}.${signature}`,
      `${none}.${encoded}.`,
      'nonsense',
    ]) {
      await fixture.tamper(seal, { jws });
      expect(await fixture.problems()).toContain('seal-forged');
    }
  });

  test('a correctly signed seal that is stored for another tenant, hour, number or expiry', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    for (let day = 0; day < 3; day += 1) {
      for (const tenant of ['acme', 'beta']) await writer.record(entryOf(day, { tenant }));
      fixture.clock.now += microsPerDay;
    }
    await fixture.seal();
    const [first, second] = await fixture.seals();
    const [foreign] = await fixture.seals('beta');
    if (!first || !second || !foreign) throw new Error('no seals');
    for (const jws of [foreign.data['jws'], second.data['jws']]) {
      await fixture.tamper(first, { jws });
      expect(await fixture.problems()).toContain('seal-misplaced');
    }
    await fixture.tamper(first, {});
    for (const changes of [{ hour: '2026-01-15T11' }, { number: 7 }, { expires_at: 1 }]) {
      await fixture.tamper(first, changes);
      expect(await fixture.problems()).toContain('seal-misplaced');
    }
  });

  test('a seal that was signed again with the same content: the next seal contains another hash', async () => {
    const fixture = await createSealedLog(3, 3);
    const { seal, payload } = await payloadOf(fixture, 0);
    const jws = await signStatement(fixture.signer, sealKind, payload);
    expect(hashSeal(jws)).not.toBe(hashSeal(String(seal.data['jws'])));
    await fixture.tamper(seal, { jws });
    expect(await fixture.problems()).toEqual(['seal-missing']);
  });
});
