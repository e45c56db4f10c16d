import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { variables } from '#shared/categories/variables.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { couponStock } from '#shared/domains/coupons/collections.ts';
import { openText } from '#shared/domains/coupons/stock.ts';
import { codeOf, processOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import { openRaffleName } from '#shared/domains/raffles/raffle.ts';
import { createRaffleFixture } from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import { openPersonal } from '#shared/domains/raffles/winner.ts';
import { openFile } from '#shared/domains/variables/open-file.ts';
import {
  contentOf,
  putFile,
  readAll as readContent,
} from '#shared/domains/variables/testing/create-variables-fixture.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { asRecord } from '#shared/records/restriction/restricted-record.ts';
import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import { examples } from '#shared/records/testing/examples.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runRekey } from '../rekey/run-rekey.ts';

const fileBytes = contentOf(600_000);

/**
 * Creates a tenant in memory with many kinds of encrypted data, and a function that runs the sweep
 * `rekey`.
 */
export async function createRotationFixture() {
  const made = createRaffleFixture();
  const { fixture, open, enter, draw } = made;
  const { clock, store, wrapper } = fixture;
  const { ctx } = made;
  await openTenant({ store, now: () => clock.now }, 'acme');
  const heads = createHeadWriter();
  const talk = { category: chatMessages, companions: heads(ctx) };
  await createRecords(ctx, { ...talk, body: examples['chat_messages'] });
  for (const category of categories) {
    const body = examples[category.id];
    const isOwn = category.id === chatMessages.id || category.id === 'raffle_participations';
    if (body !== undefined && !isOwn) await createRecords(ctx, { category, body });
  }
  const restricted = { email: 'r@example.org', authenticated_by: 'sso' };
  const { records } = await createRecords(ctx, { category: customers, body: restricted });
  const restricting = { ...ctx, scopes: new Set([...ctx.scopes, 'restriction']) };
  const asked = { id: records[0]?.id ?? '', body: { ground: 'accuracy_contested' } };
  await restrictRecord(restricting, { category: customers, ...asked });
  await putFile(ctx, fileBytes);
  const desk = processOf(ctx);
  const pool = await desk.pool();
  await desk.load(pool.id, ['HERBST-1', 'HERBST-2']);
  const emitted = codeOf(await desk.emit(pool.id, 'anna@example.org'));
  const raffle = await open();
  await enter(raffle, 'anna');
  await draw(raffle, 1);

  const all = (collection: string, from: Store = store) =>
    from.query({ collection, tenant: 'acme', where: [], orderBy: [], limit: 1_000 });

  async function readRecords(by: TestContext): Promise<unknown[]> {
    const read: unknown[] = [];
    for (const category of categories) {
      const own = await all(category.id, by.store);
      const apart =
        category.id === customers.id ? await all(restrictedId(category.id), by.store) : [];
      for (const each of [...own, ...apart.map((found) => asRecord(category, found))]) {
        // The tag is left out of the comparison, because each write gives a record another tag.
        const { tag: _tag, ...record } = await openRecord(by, category, each);
        read.push(record);
      }
    }
    return read;
  }

  async function readFiles(by: TestContext): Promise<string[]> {
    const found = (await all(variables.id, by.store)).filter(({ data }) => 'file_id' in data);
    const contents = found.map(async ({ ref }) => {
      const file = await openFile(by, { id: ref.id });
      return (await readContent(file.content)).toString('base64');
    });
    return Promise.all(contents);
  }

  /** Reads and decrypts all encrypted data, in a process with empty caches. */
  async function readClear(through: Store = store): Promise<unknown> {
    const by = fixture.otherProcess('acme', through);
    const inStock = ({ data }: StoredDocument) => data['state'] === 'stock';
    return {
      records: await readRecords(by),
      files: await readFiles(by),
      heads: (await listConversations(by, { page: { limit: 10 } })).items,
      stock: await Promise.all(
        (await all(couponStock.id, through))
          .filter(inStock)
          .map((each) => openText(by, each, 'code')),
      ),
      raffles: await Promise.all(
        (await all('raffles', through)).map((each) => openRaffleName(by, each)),
      ),
      winners: await Promise.all(
        (await all(raffleWinners.id, through)).map((each) => openPersonal(by, each)),
      ),
    };
  }

  return {
    ...made,
    ctx,
    clock,
    store,
    wrapper,
    emitted,
    all,
    readClear,
    pass: (seconds: number) => {
      clock.now += seconds * microsPerSecond;
    },
    rekey: (through: Store = store, budgetSeconds = 60, monotonic = () => 0, restores = 0) =>
      runRekey({
        store: through,
        now: () => clock.now,
        monotonic,
        budgetSeconds,
        onFailure: (error) => {
          throw error;
        },
        categories,
        collections,
        wrapper,
        keyVersions: wrapper,
        records: fixture.otherProcess('acme', through),
        restores,
      }),
  };
}
