import { expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { world } from '../testing/create-person-fixture.ts';
import { exportSubject } from './export-subject.ts';
import { anna, createArchiveFixture, dataOf } from './testing/create-archive-fixture.ts';
import { unpack } from './testing/unpack.ts';

type Fixture = Awaited<ReturnType<typeof createArchiveFixture>>;

async function exportPeriod({ ctx }: Fixture, period: object, scopes: readonly string[] = []) {
  const all = new Set([...ctx.scopes, 'subjects', ...scopes]);
  const body = { period, language: 'de' };
  const asking = { ...ctx, scopes: all } as typeof ctx;
  const { archive } = await exportSubject(asking, world, { body });
  return { archive, files: await unpack(archive) };
}

test('the archive of a period contains the records that were created at or after the period’s start and before the period’s end', async () => {
  const fixture = await createArchiveFixture();
  const messages = (await fixture.fixture.store.query({
    collection: 'chat_messages',
    tenant: fixture.ctx.tenant,
    where: [],
    orderBy: [],
    limit: 100,
  })) as readonly { readonly ref: { readonly id: string }; readonly data: object }[];
  const at = ({ data }: (typeof messages)[number]) =>
    formatInstant((data as { readonly created_at: number }).created_at);
  const ordered = messages.toSorted((one, other) => at(one).localeCompare(at(other)));
  const last = ordered.at(-1);
  if (last === undefined) throw new Error('no message is stored');
  const scope = ['chat_messages:export'];
  const idsOf = async (bounds: object) => {
    const period = { category: 'chat_messages', ...bounds };
    const { files } = await exportPeriod(fixture, period, scope);
    return dataOf(files).data.flatMap(({ records }) => records.map(({ id }) => String(id)));
  };
  const all = ordered.map(({ ref }) => ref.id);
  expect(new Set(await idsOf({}))).toEqual(new Set(all));
  const [later, earlier] = [true, false].map((isLater) =>
    ordered.flatMap((each) => (at(each) >= at(last) === isLater ? [each.ref.id] : [])),
  );
  expect(earlier).not.toEqual([]);
  expect(new Set(await idsOf({ created_after: at(last) }))).toEqual(new Set(later));
  expect(new Set(await idsOf({ created_before: at(last) }))).toEqual(new Set(earlier));
  const { archive, files } = await exportPeriod(
    fixture,
    { category: 'chat_messages', created_after: at(last) },
    scope,
  );
  expect(archive.about).toEqual({
    tenant: fixture.ctx.tenant,
    kind: 'period',
    asked_by: ['period'],
    category: 'chat_messages',
    created_after: at(last),
    created_before: null,
  });
  expect([...files.keys()]).toEqual(['data.json', 'csv/chat-messages.csv']);
});

test('a caller who may read a category, but not export it, cannot get an archive of a period of this category', async () => {
  const fixture = await createArchiveFixture();
  const { ctx } = fixture;
  const support = { ...ctx, scopes: new Set(['subjects', 'chat_messages:read']) } as typeof ctx;
  const body = { period: { category: 'chat_messages' }, language: 'de' };
  await expect(exportSubject(support, world, { body })).rejects.toMatchObject({
    code: 'scope-missing',
  });
});

test('a request for a period’s archive is refused if the request also names a person, or if the category is the manager log', async () => {
  const fixture = await createArchiveFixture();
  for (const body of [
    { period: { category: 'chat_messages' }, email: anna.email, language: 'de' },
    { period: { category: 'manager_log' }, language: 'de' },
  ])
    await expect(exportSubject(fixture.ctx, world, { body })).rejects.toMatchObject({
      code: 'validation-failed',
    });
});
