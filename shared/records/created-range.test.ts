import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerMilli } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Filter } from '#shared/store/store.ts';
import { createRecords } from './create-records.ts';
import { readExportOptions } from './export-options.ts';
import { countExport, exportRecords, narrowedExport } from './export-records.ts';
import { listRecords } from './list-records.ts';
import { conditionOf, listFilters } from './record-filters.ts';
import { createTestFixture, testStart } from './testing/create-test-context.ts';

const category = nluMessages;
const minute = 60_000 * microsPerMilli;

let fixture: ReturnType<typeof createTestFixture>;

/** Creates five messages with the texts 0 to 4, one minute apart. */
beforeEach(async () => {
  fixture = createTestFixture();
  for (let at = 0; at < 5; at += 1) {
    fixture.clock.now = testStart + at * minute;
    const intent = at % 2 === 0 ? 'even' : 'odd';
    const body = { conversation_id: 'c', text: String(at), intent, confidence: at / 10 };
    await createRecords(fixture.contextOf('acme'), { category, body });
  }
});

const instantOf = (at: number) => formatInstant(testStart + at * minute);

function filtersOf(values: { readonly [name: string]: unknown }): Filter[] {
  return listFilters(category).flatMap((filter) =>
    filter.name in values ? [conditionOf(filter, values[filter.name])] : [],
  );
}

async function listed(values: { readonly [name: string]: unknown }): Promise<string> {
  const ctx = fixture.contextOf('acme');
  const texts: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = { limit: 2, cursor };
    const { items, next_cursor } = await listRecords(ctx, {
      category,
      filters: filtersOf(values),
      page,
    });
    texts.push(...items.map(({ fields }) => fields['text']));
    cursor = next_cursor ?? undefined;
  } while (cursor !== undefined);
  return texts.join('');
}

test('a range includes its first instant but not its last instant, so that adjacent ranges do not overlap', async () => {
  expect(await listed({ created_after: instantOf(1) })).toBe('4321');
  expect(await listed({ created_before: instantOf(3) })).toBe('210');
  expect(await listed({ created_after: instantOf(1), created_before: instantOf(3) })).toBe('21');
});

test('the range can be combined with other filters', async () => {
  expect(await listed({ created_after: instantOf(1), intent: 'even' })).toBe('42');
  expect(await listed({ created_before: instantOf(4), confidence_min: 0.2 })).toBe('32');
});

test('a page of a list with a range costs one query', async () => {
  fixture.takeCalls();
  const filters = filtersOf({ created_after: instantOf(1), created_before: instantOf(3) });
  await listRecords(fixture.contextOf('acme'), { category, filters, page: { limit: 9 } });
  expect(fixture.takeCalls()).toEqual({ query: 1 });
});

test('a cursor of one range is refused for another range', async () => {
  const ctx = fixture.contextOf('acme');
  const list = (from: number, cursor?: string) =>
    listRecords(ctx, {
      category,
      filters: filtersOf({ created_after: instantOf(from) }),
      page: { limit: 1, cursor },
    });
  const { next_cursor: cursor } = await list(1);
  await expect(list(0, cursor ?? '')).rejects.toMatchObject({ code: 'cursor-invalid' });
});

test('an export contains and counts the same records as the list with the same filters', async () => {
  const ctx = fixture.contextOf('acme');
  const body = { intent: 'even', created_before: instantOf(4), format: 'raw' };
  const { options, filters } = readExportOptions(category, body);
  expect(options).toEqual({ format: 'raw', separator: 'comma', password: undefined });
  const source = narrowedExport(category, filters);
  const texts: unknown[] = [];
  for await (const row of await exportRecords(ctx, source)) texts.push(row['text']);
  expect(texts.join('')).toBe(await listed({ intent: 'even', created_before: instantOf(4) }));
  expect(texts).toEqual(['2', '0']);
  expect(await countExport(ctx, source)).toBe(2);
});

test('an export accepts only the filters that the list accepts', () => {
  expect(() => readExportOptions(category, { text: 'x' })).toThrow(
    expect.objectContaining({ code: 'validation-failed' }),
  );
});
