import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { createScopeFixture } from '../scopes/testing/create-scope-fixture.ts';
import { receipts } from './collections.ts';
import type { Receipt } from './receipt.ts';
import { anna, createReceiptsFixture } from './testing/create-receipts-fixture.ts';
import { toldWords } from './verification/words.ts';

type OfErasure = Extract<Receipt, { kind: 'erasure' }>;

/** Issues the receipt for the erasure of a category, or of the whole tenant. */
async function ofScope(scope: object): Promise<OfErasure> {
  const { live, accept, later, erase, purge, dump } = await createScopeFixture();
  await live();
  later();
  await accept(scope);
  for (let round = 0; round < 5; round += 1) {
    later();
    await erase();
    await purge();
  }
  const stored = (await dump()).find(({ ref }) => ref.collection === receipts.id);
  return decodeJwt(String(stored?.data['jws'])) as unknown as OfErasure;
}

async function ofSearch(scope: object): Promise<OfErasure> {
  const fixture = await createReceiptsFixture();
  await fixture.erase(scope);
  const [stored] = await fixture.stored();
  return decodeJwt(String(stored?.data['jws'])) as unknown as OfErasure;
}

const scopes: { readonly [scope: string]: () => Promise<OfErasure> } = {
  person: () => ofSearch({ subject: anna }),
  conversation: () => ofSearch({ conversation_id: 'c-anna' }),
  category: () => ofScope({ category: couponCodes.id }),
  tenant: () => ofScope({ tenant: true }),
};

const stays: { readonly [scope: string]: readonly string[] } = {
  person: ['used_codes', 'free_text_of_others', 'sums', 'manager_log', 'backups'],
  conversation: ['other_conversations', 'sums', 'manager_log', 'backups'],
  category: [
    'used_codes',
    'code_stock',
    'other_categories',
    'later_records',
    'manager_log',
    'backups',
  ],
  tenant: ['proof_of_erasure', 'tenant_id', 'ledger', 'people_of_other_tenants', 'sealed_backups'],
};

describe.each(Object.keys(scopes))('the receipt for the erasure of a %s', (scope) => {
  test('states in both languages which data remains, and mentions a salt only if the receipt has a commitment', async () => {
    const receipt = await scopes[scope]?.();
    expect(receipt?.scope).toBe(scope);
    expect(receipt?.stays.map(({ what }) => what)).toEqual(stays[scope]);
    const limits = receipt?.does_not_prove.map(({ what }) => what) ?? [];
    expect(limits.includes('salt')).toBe(receipt?.commitment !== null);
    const told = [...(receipt?.stays ?? []), ...(receipt?.does_not_prove ?? [])];
    for (const { what } of told) expect([what, typeof toldWords[what]]).toEqual([what, 'string']);
    const german = told.map(({ what }) => toldWords[what]).join(' ');
    if (scope === 'person') expect(german).toMatch(/die Person/);
    else expect([german, JSON.stringify(told)].join()).not.toMatch(/die Person|the person/);
  });
});
