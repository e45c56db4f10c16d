import { beforeEach, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { variables } from '#shared/categories/variables.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { Context } from '#shared/records/context.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { experienceFiles } from './experience-files.ts';
import { contentOf, place, putFile, readAll } from './testing/create-variables-fixture.ts';

let fixture: TestFixture;
let ctx: Context;
let revoked: boolean;
let ids: string[];

const put = async (name: string, bytes: number) => {
  const { record } = await putFile(ctx, contentOf(bytes), { fields: { ...place, name } });
  return record.id;
};

beforeEach(async () => {
  fixture = createTestFixture();
  revoked = false;
  const caller = fixture.contextOf('acme');
  ctx = {
    ...caller,
    renewed: async (known) => {
      if (revoked) throw new Problem('credential-revoked');
      return known;
    },
  };
  ids = [await put('a', 1_000), await put('b', 2_000), await put('c', 3_000)];
});

/** Reads all entries. `meanwhile` runs after the first file was read. */
async function readEntries(meanwhile: () => unknown) {
  const files = await experienceFiles(ctx, 'exp-1');
  if (files === undefined) throw new Error('the experience has no files');
  const read: (readonly [string, number | readonly object[]])[] = [];
  const contentOfEntry = async (entry: ArchiveEntry) => {
    if ('content' in entry) return (await readAll(entry.content)).length;
    const rows: object[] = [];
    for await (const row of entry.rows) rows.push(row);
    return rows;
  };
  for await (const entry of files.entries) {
    read.push([entry.name, await contentOfEntry(entry)]);
    if (read.length === 1) {
      await meanwhile();
      fixture.clock.now += 1_000_000;
    }
  }
  return read;
}

const rowsOf = (...of: readonly string[]) =>
  of.map((name) => {
    const id = ids['abc'.indexOf(name)] ?? '';
    return { path: `files/${name}-${id}.png`, id, complete: true };
  });
const paths = (...of: readonly string[]) => rowsOf(...of).map(({ path }) => path);

test('if a later file is deleted while a file is read, the archive leaves out the deleted file; if a later file is replaced, the archive contains only its new content', async () => {
  const read = await readEntries(async () => {
    await deleteRecord(ctx, { category: variables, id: ids[1] ?? '' });
    // The first file becomes the largest, and the last one the smallest.
    await put('a', 5_000);
    await put('c', 500);
  });
  expect(read).toEqual([
    [paths('a')[0], 1_000],
    [paths('c')[0], 500],
    ['files.csv', rowsOf('a', 'c')],
  ]);
});

test('files that expire while an earlier file is read are left out', async () => {
  const read = await readEntries(() => {
    fixture.clock.now += 61 * 86_400_000_000;
  });
  expect(read).toEqual([
    [paths('a')[0], 1_000],
    ['files.csv', rowsOf('a')],
  ]);
});

test('if the caller’s credential is revoked while an archive is read, the archive ends with an error', async () => {
  await expect(
    readEntries(() => {
      revoked = true;
    }),
  ).rejects.toMatchObject({ code: 'credential-revoked' });
});
