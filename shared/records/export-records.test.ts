import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#shared/access/caller.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import type { Context } from './context.ts';
import { createRecords } from './create-records.ts';
import { categoryExport, exportRecords } from './export-records.ts';
import { createTestFixture, type TestFixture } from './testing/create-test-context.ts';

const category = chatMessages;
/** More records than fit into the first page, which has 200. */
const stored = 250;
let fixture: TestFixture;
let ctx: Context;

beforeEach(async () => {
  fixture = createTestFixture([category]);
  ctx = fixture.contextOf('acme');
  const message = { conversation_id: 'c', author: 'bot', text: 'x' };
  const body = Array.from({ length: stored }, () => message);
  await createRecords(ctx, { category, body });
});

/**
 * Exports, and calls `change` after each row. `change` returns the caller as it is from then on.
 * @returns the number of rows
 */
async function rowsWhile(change: (caller: Caller) => Caller): Promise<number> {
  let caller: Caller = ctx;
  let rows = 0;
  const renewed = async () => caller;
  for await (const row of await exportRecords({ ...ctx, renewed }, categoryExport(category))) {
    expect(row).toMatchObject({ text: 'x' });
    rows += 1;
    caller = change(ctx);
  }
  return rows;
}

test('an export fails before its first row if the key service is unavailable', async () => {
  fixture.wrapper.state = 'unavailable';
  const cold = fixture.otherProcess('acme');
  await expect(exportRecords(cold, categoryExport(category))).rejects.toBeInstanceOf(
    KeyServiceUnavailable,
  );
});

describe('during an export', () => {
  test('a caller with unchanged rights gets all rows', async () => {
    expect(await rowsWhile((caller) => caller)).toBe(stored);
  });

  test('a caller that loses the right to export gets no more pages', async () => {
    const lost = rowsWhile((caller) => ({ ...caller, scopes: new Set(['chat_messages:read']) }));
    await expect(lost).rejects.toMatchObject({ code: 'scope-missing' });
  });

  test('a caller whose credential is moved to another tenant gets no more pages of either tenant', async () => {
    const moved = rowsWhile((caller) => ({ ...caller, tenant: 'other' }));
    await expect(moved).rejects.toMatchObject({ code: 'not-a-member' });
  });

  test('records that expire while the client reads slowly are left out', async () => {
    const all = { collection: category.id, tenant: 'acme', where: [], orderBy: [], limit: 1 };
    const [document] = await fixture.store.query(all);
    const expire = (caller: Caller) => {
      fixture.clock.now = Number(document?.data['expires_at']) + 1_000;
      return caller;
    };
    expect(await rowsWhile(expire)).toBe(1);
  });

  test('records that a new fence hides while the client reads slowly are left out', async () => {
    const fence = { category: category.id, upTo: fixture.clock.now + 1_000 };
    const fenced = (caller: Caller) => {
      fixture.clock.now += 5_000_000;
      return { ...caller, settings: { ...caller.settings, fences: [fence] } };
    };
    expect(await rowsWhile(fenced)).toBe(1);
  });

  test('a caller that reads slowly and loses the right gets no more rows, even from a page that Mayfly has already read', async () => {
    let rows = 0;
    const lost = rowsWhile((caller) => {
      rows += 1;
      fixture.clock.now += 5_000_000;
      return { ...caller, scopes: new Set(['chat_messages:read']) };
    });
    await expect(lost).rejects.toMatchObject({ code: 'scope-missing' });
    expect(rows).toBe(1);
  });

  test('if the client reads fast, records that a new fence hides are left out from the next page on', async () => {
    const fence = { category: category.id, upTo: fixture.clock.now + 1_000 };
    const fenced = (caller: Caller) => ({
      ...caller,
      settings: { ...caller.settings, fences: [fence] },
    });
    expect(await rowsWhile(fenced)).toBe(200);
  });
});
