import { beforeAll, describe, expect, test } from 'vitest';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import type { ReceiptIssued } from '../issue-receipt.ts';
import { anna, bert, createReceiptsFixture } from '../testing/create-receipts-fixture.ts';
import { readHeads } from './heads.ts';
import { verifyReceipts } from './verify-receipts.ts';

type World = {
  readonly chain: readonly string[];
  readonly lines: readonly string[];
  readonly keys: Awaited<ReturnType<typeof createReceiptsFixture>>['keySet']['keys'];
};

const lineOf = (issued: ReceiptIssued) => JSON.stringify({ ...issued, message: 'receipt issued' });

/** Creates four receipts, and the log lines about them. */
async function createHistory(signer?: Parameters<typeof createReceiptsFixture>[0]) {
  const fixture = await createReceiptsFixture(signer);
  await fixture.erase({ subject: anna });
  await fixture.erase({ subject: bert });
  for (const id of ['c-1', 'c-2']) await fixture.erase({ conversation_id: id });
  const chain = (await fixture.stored()).map(({ data }) => String(data['jws']));
  return { fixture, chain, lines: fixture.issued.map(lineOf), keys: fixture.keySet.keys };
}

let world: World;
let other: World;

beforeAll(async () => {
  const first = await createHistory();
  world = first;
  other = await createHistory(first.fixture.signer);
});

async function faultsOf(texts: readonly string[], file: string) {
  const { faults, isValid } = await verifyReceipts(texts, world.keys, { heads: readHeads(file) });
  expect(isValid).toBe(faults.length === 0);
  return faults.map(({ fault, number }) => [fault, number]);
}

describe('receipts and their log lines', () => {
  test('agree if they belong to the same history, in each format of exported log lines', async () => {
    const { chain, lines } = world;
    const others = ['', 'no JSON', 'null', '{"message":"request"}', '{"message":"receipt issued"}'];
    expect(await faultsOf(chain, [...lines, ...others].join('\n'))).toEqual([]);
    const exported = lines.map((line) => ({ insertId: 'x', jsonPayload: JSON.parse(line) }));
    expect(await faultsOf(chain, JSON.stringify(exported, null, 2))).toEqual([]);
    expect(await faultsOf(chain, exported.map((each) => JSON.stringify(each)).join('\n'))).toEqual(
      [],
    );
    expect(await faultsOf(chain.slice(1, 2), lines.join('\n'))).toEqual([]);
  });

  test('disagree if the receipts are from another history, even if their signatures are valid', async () => {
    const lines = world.lines.join('\n');
    expect((await verifyReceipts(other.chain, world.keys)).isValid).toBe(true);
    expect(await faultsOf(other.chain, lines)).toEqual([
      ['head-differs', 1],
      ['head-differs', 2],
      ['head-differs', 3],
      ['head-differs', 4],
    ]);
    expect(await faultsOf(other.chain.slice(2, 3), lines)).toEqual([['head-differs', 3]]);
  });

  test('disagree if the log lines are from two histories', async () => {
    const both = [...world.lines, ...other.lines.slice(3)].join('\n');
    expect(await faultsOf(world.chain, both)).toEqual([
      ['head-fork', 3],
      ['head-fork', 4],
    ]);
  });

  test('disagree if a receipt has no line, or if a logged receipt is missing', async () => {
    const { chain, lines } = world;
    expect(await faultsOf(chain, lines.slice(0, 3).join('\n'))).toEqual([['head-missing', 4]]);
    expect(await faultsOf(chain, '')).toEqual([1, 2, 3, 4].map((at) => ['head-missing', at]));
    expect(await faultsOf(chain.slice(0, 3), lines.join('\n'))).toEqual([['head-alone', 4]]);
    // A check of only one receipt does not need the later receipts.
    expect(await faultsOf(chain.slice(0, 1), lines.join('\n'))).toEqual([]);
  });

  test('agree if the line of one receipt is lost, because the line of the next receipt also contains the hash of this receipt', async () => {
    const { chain, lines } = world;
    expect(await faultsOf(chain, lines.toSpliced(1, 1).join('\n'))).toEqual([]);
  });

  test('agree if a process was killed after it stored a receipt and before it logged the line', async () => {
    const { fixture, keys } = await createHistory();
    const before = fixture.issued.length;
    const counting = createKilledStore(fixture.fixture.store, Number.POSITIVE_INFINITY);
    await fixture.erase({ conversation_id: 'c-3' }, { store: counting.store });
    // The last write stores the receipt's number in the document of the erasure. The write before
    // it stores the receipt.
    const fatal = counting.writes() - 2;
    const { store, killed } = createKilledStore(fixture.fixture.store, fatal, 'all');
    const dying = fixture.erase({ conversation_id: 'c-4' }, { store, key: 'once' });
    expect(await Promise.race([killed, dying])).toBe('killed');
    expect(fixture.issued).toHaveLength(before + 1);
    await fixture.erase({ conversation_id: 'c-4' }, { key: 'once' });
    const chain = (await fixture.stored()).map(({ data }) => String(data['jws']));
    const heads = readHeads(fixture.issued.map(lineOf).join('\n'));
    expect(chain).toHaveLength(6);
    expect(await verifyReceipts(chain, keys, { heads })).toMatchObject({ isValid: true });
  });
});
