import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealKind } from '#shared/manager-log/seal.ts';
import { signStatement } from '#shared/manager-log/sign-statement.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { phoneKey } from '#shared/vault/phone-key.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { anna, bert, createReceiptsFixture } from '../testing/create-receipts-fixture.ts';
import { askedForm } from './asked-form.ts';
import { readKeys, readReceiptTexts } from './read-texts.ts';
import { receiptType } from './receipt-format.ts';
import { verifyReceipts } from './verify-receipts.ts';

/**
 * Creates a chain of four receipts of one tenant. It also creates a second chain of the same
 * tenant, which begins with another receipt.
 */
async function createChains() {
  const fixture = await createReceiptsFixture();
  const { salt } = await fixture.erase({ subject: anna });
  for (const id of ['c-1', 'c-2', 'c-3']) await fixture.erase({ conversation_id: id });
  const other = await createReceiptsFixture(fixture.signer);
  for (const id of ['c-4', 'c-5']) await other.erase({ conversation_id: id });
  const textsOf = async ({ stored }: typeof fixture) =>
    (await stored()).map(({ data }) => String(data['jws']));
  const [chain, history] = [await textsOf(fixture), await textsOf(other)];
  return { chain, history, salt: salt ?? '', keys: fixture.keySet.keys, signer: fixture.signer };
}

let world: Awaited<ReturnType<typeof createChains>>;

beforeAll(async () => {
  world = await createChains();
});

const at = (texts: readonly string[], index: number) => texts[index] ?? '';
const isValid = async (texts: readonly string[]) =>
  (await verifyReceipts(texts, world.keys)).isValid;
const faultsOf = async (texts: readonly string[]) =>
  (await verifyReceipts(texts, world.keys)).faults.map(({ fault, number }) => [fault, number]);
const defectOf = async (text: string, keys = world.keys) => {
  const [verified] = (await verifyReceipts([text], keys)).receipts;
  return verified && 'defect' in verified ? verified.defect : 'none';
};

describe('a receipt', () => {
  test('is valid, and the check needs only the published keys', async () => {
    expect(await isValid([at(world.chain, 0)])).toBe(true);
    expect(await isValid([])).toBe(false);
  });

  test('is rejected if any character is changed, added or left out', async () => {
    const genuine = at(world.chain, 0);
    const position = fc.nat(genuine.length - 1);
    await fc.assert(
      fc.asyncProperty(position, fc.nat(255), fc.nat(2), async (place, code, change) => {
        const character = String.fromCharCode(code);
        const kept = change === 1 ? place : place + 1;
        const changed = `${genuine.slice(0, place)}${change === 2 ? '' : character}${genuine.slice(kept)}`;
        fc.pre(changed !== genuine);
        expect(await isValid([changed])).toBe(false);
      }),
      { numRuns: 1_500 },
    );
    // Some bits of the last character have no meaning, so several characters stand for the same
    // signature. Only one of them is accepted.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const valid = await Promise.all(
      [...alphabet].map((last) => isValid([`${genuine.slice(0, -1)}${last}`])),
    );
    expect(valid.filter(Boolean)).toHaveLength(1);
  });

  test('is rejected with another key, even if that key has the same name', async () => {
    const stranger = createFakeSigner();
    const same = [jwkOf(stranger.keyId, stranger.publicKey)];
    expect(await defectOf(at(world.chain, 0), same)).toBe('signature-wrong');
    const later = world.keys.map((key) => ({ ...key, kid: 'receipts/2' }));
    expect(await defectOf(at(world.chain, 0), later)).toBe('unknown-key');
  });

  test('cannot be replaced by another text that the same key has signed, or by an unsigned text', async () => {
    const { signer } = world;
    const seal = await signStatement(signer, sealKind, {} as never);
    expect(await defectOf(seal)).toBe('another-kind-of-statement');
    const empty = await signJws(signer, receiptType, {});
    expect(await defectOf(empty)).toBe('format-unknown');
    const [, payload = ''] = at(world.chain, 0).split('.');
    const header = { alg: 'none', typ: receiptType, kid: signer.keyId };
    const unsigned = Buffer.from(JSON.stringify(header)).toString('base64url');
    expect(await defectOf(`${unsigned}.${payload}.AA`)).toBe('no-receipt');
  });
});

describe('several receipts', () => {
  test('form a chain in any order, even if some are given twice', async () => {
    const { chain } = world;
    expect(await faultsOf([...chain.toReversed(), at(chain, 2)])).toEqual([]);
    expect(await isValid(chain.slice(1))).toBe(true);
  });

  test('have a gap if a receipt between them is missing, and a fork or a break if one of them is from another history', async () => {
    const { chain, history } = world;
    expect(await faultsOf([at(chain, 0), at(chain, 2)])).toEqual([['gap', 3]]);
    expect(await isValid([at(chain, 0), at(chain, 2)])).toBe(false);
    expect(await faultsOf([at(chain, 0), at(history, 0)])).toEqual([['fork', 1]]);
    expect(await faultsOf([at(chain, 0), at(history, 1)])).toEqual([['break', 2]]);
    expect(await isValid([at(chain, 0), at(history, 1)])).toBe(false);
  });
});

describe('a receipt that is presented with a salt', () => {
  const belongs = async (values: { [name: string]: string }, salt = world.salt) => {
    const { receipts, isValid: valid } = await verifyReceipts([at(world.chain, 0)], world.keys, {
      presented: { salt, values },
    });
    const [verified] = receipts;
    expect(valid).toBe(verified && 'belongs' in verified ? verified.belongs : undefined);
    return valid;
  };

  test('is accepted for its person, also with another spelling of the identifiers', async () => {
    expect(await belongs(anna)).toBe(true);
    const phone = '0049 (30) 23125/001';
    expect(await belongs({ ...anna, email: ' ANNA@Example.ORG ', phone })).toBe(true);
    expect(await belongs(anna, ` ${world.salt}\n`)).toBe(true);
  });

  test('is rejected for another person, for only some of the identifiers, or with another salt', async () => {
    expect(await belongs(bert)).toBe(false);
    expect(await belongs({ ...anna, email: bert.email })).toBe(false);
    expect(await belongs({ email: anna.email })).toBe(false);
    expect(await belongs(anna, 'A'.repeat(22))).toBe(false);
    expect(await belongs(anna, 'no salt')).toBe(false);
  });
});

test.each([
  '+49 (0)30 23125001',
  '(+49) (0) 30/23125-001',
  '(0049) 30 23125001',
  '+0049 (0)30 23125001',
  '+49\u00a030\u2009\u2013\u200923125\u2011001',
  '+44 (0)20 7946 0958',
  // Italy reserves no numbers for examples. Nobody has a number of zeros.
  '+39 (0)6 00000000',
])('the check reads the phone number %s as the search does', async (spelled) => {
  const searched = await phoneKey(spelled, { region: 'DE', isInternational: false });
  expect(searched).toMatch(/^\+\d+$/);
  expect(askedForm('phone', spelled)).toBe(searched);
});

test('receipts are read from a file with one receipt on each line, and from a file with an answer of the API', () => {
  expect(readReceiptTexts('a.b.c\n')).toEqual(['a.b.c']);
  expect(readReceiptTexts('a.b.c\r\n\nd.e.f')).toEqual(['a.b.c', 'd.e.f']);
  const page = { items: [{ id: '1', receipt: 'a.b.c' }, { receipt: 'd.e.f' }], next_cursor: null };
  expect(readReceiptTexts(JSON.stringify(page))).toEqual(['a.b.c', 'd.e.f']);
  expect(readReceiptTexts('{"receipt":null}')).toEqual([]);
  expect(readReceiptTexts('')).toEqual([]);
  expect(readKeys('{"keys":[{"kid":"receipts/1"}]}')).toEqual([{ kid: 'receipts/1' }]);
  expect(readKeys('a.b.c')).toBeUndefined();
});
