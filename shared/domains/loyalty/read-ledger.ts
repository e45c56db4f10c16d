import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { emailAddress } from '#shared/categories/field-schemas.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { Context } from '#shared/records/context.ts';
import { findRecords } from '#shared/records/list-records.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord, renderRecord } from '#shared/records/open-record.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { coinsLeft, hashPerson } from './coin-lots.ts';
import { readTaken } from './taken.ts';

const ledgerSchema = z.strictObject({
  email: emailAddress,
  limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
  cursor: z.string().max(512).optional(),
});

/**
 * Lists a person's live transactions, newest first, with one query for each page. In the answer
 * each earning has the number of its unspent coins. Each spending lists the earnings from which it
 * took coins, even if these earnings were deleted later. A spending that an earlier version of
 * Mayfly stored lists no earnings.
 * @throws Problem `scope-missing`, `validation-failed`, `cursor-invalid`
 */
export async function readLedger(ctx: Context, input: { readonly body: unknown }) {
  requireScope(ctx.scopes, `${loyaltyTransactions.id}:read`);
  const { email, ...page } = parse(ledgerSchema, input.body);
  const value = await hashPerson(ctx, email);
  const filters = [{ field: 'email_bcrypt', op: '==', value } as const];
  const found = await findRecords(ctx, loyaltyTransactions, filters, page);
  const items = await openReadable(ctx, found.items, async (document) => {
    const record = renderRecord(await openRecord(ctx, loyaltyTransactions, document));
    const taken = readTaken(document.data);
    const isEarning = (record['coins'] as number) > 0;
    return {
      ...record,
      ...(isEarning && { coins_left: coinsLeft(document) }),
      ...(taken && { taken_from: taken }),
    };
  });
  return { ...found, items };
}
