import { describe, expect, test } from 'vitest';
import { microsPerDay } from '../time/instant.ts';
import { createFakeSigner } from '../vault/testing/create-fake-signer.ts';
import { hashSeal, openSeal, signSeal } from './sign-seal.ts';
import {
  createLogBench,
  createSealedLog,
  entryOf,
  type LogBench,
} from './testing/create-log-bench.ts';
import { at } from './testing/item-at.ts';

async function payloadOf(bench: LogBench, index: number) {
  const seal = at(await bench.seals(), index);
  const payload = await openSeal(async () => bench.signer.publicKey, String(seal.data['jws']));
  return { seal, payload };
}

describe('found is', () => {
  test('a seal that another key signed, one whose payload was changed, and one without a signature', async () => {
    const bench = await createSealedLog(2, 3);
    const { seal, payload } = await payloadOf(bench, 1);
    const [header = '', , signature = ''] = String(seal.data['jws']).split('.');
    const other = { ...payload, entries: 1 };
    const encoded = Buffer.from(JSON.stringify(other)).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const jws of [
      await signSeal(createFakeSigner(), payload),
      await signSeal(createFakeSigner('receipts/2'), payload),
      `${header}.${encoded}.${signature}`,
      `${none}.${encoded}.`,
      'nonsense',
    ]) {
      await bench.tamper(seal, { jws });
      expect(await bench.problems()).toContain('seal-forged');
    }
  });

  test('a seal of another tenant, day or number, though rightly signed', async () => {
    const bench = createLogBench();
    const writer = bench.newWriter();
    for (let day = 0; day < 3; day += 1) {
      for (const tenant of ['acme', 'beta']) await writer.record(entryOf(day, { tenant }));
      bench.clock.now += microsPerDay;
    }
    await bench.seal();
    const [first, second] = await bench.seals();
    const [foreign] = await bench.seals('beta');
    if (!first || !second || !foreign) throw new Error('no seals');
    for (const jws of [foreign.data['jws'], second.data['jws']]) {
      await bench.tamper(first, { jws });
      expect(await bench.problems()).toContain('seal-misplaced');
    }
    await bench.tamper(first, {});
    for (const changes of [{ day: '2026-01-14' }, { number: 7 }, { expires_at: 1 }]) {
      await bench.tamper(first, changes);
      expect(await bench.problems()).toContain('seal-misplaced');
    }
  });

  test('a seal that claims less than was there, though rightly signed: the next seal names another', async () => {
    const bench = await createSealedLog(3, 3);
    const { seal, payload } = await payloadOf(bench, 0);
    const jws = await signSeal(bench.signer, payload);
    expect(hashSeal(jws)).not.toBe(hashSeal(String(seal.data['jws'])));
    await bench.tamper(seal, { jws });
    expect(await bench.problems()).toEqual(['seal-missing']);
  });
});
