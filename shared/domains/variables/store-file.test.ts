import { beforeEach, describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { chunkBytesMax } from '#shared/records/files/split-into-chunks.ts';
import { storedFileOf } from '#shared/records/files/stored-file.ts';
import { stagedMicros } from '#shared/records/files/write-file.ts';
import { readRecord } from '#shared/records/read-record.ts';
import {
  createTestFixture,
  onStore,
  type TestContext,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import type { Store } from '#shared/store/store.ts';
import { completeCorrection, completeVariable } from './complete-variable.ts';
import { openFile } from './open-file.ts';
import type { Upload } from './stage-upload.ts';
import { storeFile } from './store-file.ts';
import {
  contentOf,
  place,
  putFile,
  readAll,
  storedChunks,
  storedVariable,
  uploadOf,
} from './testing/create-variables-fixture.ts';

let fixture: TestFixture;
let ctx: TestContext;

beforeEach(() => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
});

const read = async (id: string) => readAll((await openFile(ctx, { id })).content);
const put = (value: unknown) =>
  upsertRecord(ctx, {
    category: variables,
    body: { ...place, value },
    complete: completeVariable,
  });
const correct = (id: string, body: unknown) =>
  correctRecord(ctx, { category: variables, id, body, complete: completeCorrection });
const inDays = (days: number) => formatInstant(fixture.clock.now + days * microsPerDay);

describe('a file is read unchanged', () => {
  test.each([0, 1, chunkBytesMax - 1, chunkBytesMax, chunkBytesMax + 1, 3 * chunkBytesMax])(
    'with %i bytes',
    async (bytes) => {
      const content = contentOf(bytes);
      const { record, created } = await putFile(ctx, content);
      expect(created).toBe(true);
      expect(record.fields).toMatchObject({ file_bytes: bytes, file_type: 'image/png' });
      const file = await openFile(ctx, { id: record.id });
      expect(file).toMatchObject({ name: 'Foto Jürgen.png', type: 'image/png', bytes });
      expect((await readAll(file.content)).equals(content)).toBe(true);
      expect(await storedChunks(fixture)).toHaveLength(
        Math.max(1, Math.ceil(bytes / chunkBytesMax)),
      );
    },
  );

  test('even if it has no name; an invalid type becomes application/octet-stream', async () => {
    const upload = { fileName: undefined, fileType: 'text/html; <script>' };
    const { record } = await putFile(ctx, contentOf(10), upload);
    const { name, type, content } = await openFile(ctx, { id: record.id });
    expect([name, type]).toEqual([undefined, 'application/octet-stream']);
    expect((await readAll(content)).equals(contentOf(10))).toBe(true);
  });
});

test('a repeated upload stores nothing, and a key that may only write gets only the fields that it sent', async () => {
  const writer = fixture.contextOf('acme', ['variables:write']);
  const send = (by: Context, content = contentOf(5)) => {
    const receive = <T>(stage: (upload: Upload) => Promise<T>) => stage(uploadOf(content));
    return storeFile(by, { receive, idempotencyKey: 'k' });
  };
  const { record } = await send(ctx);
  const changed = { scope: 'global' };
  await correct(record.id, changed);
  const versions = async () =>
    (await storedChunks(fixture)).map(({ ref, version }) => [ref, version]);
  const before = await versions();
  const again = await send(writer);
  expect([again.replayed, again.record.id]).toEqual([true, record.id]);
  expect(again.record.fields).not.toMatchObject(changed);
  expect((await send(ctx)).record.fields).toMatchObject(changed);
  expect(await versions()).toEqual(before);
  await expect(send(ctx, contentOf(5, 2))).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  expect(await versions()).toEqual(before);
});

test('the content of a file is kept if the database client sends the commit again because an answer was lost', async () => {
  const commit: Store['commit'] = async (writes) => {
    const versions = await fixture.store.commit(writes);
    const isRecord = writes.some(({ ref }) => ref.collection === variables.id);
    // The database client repeats the commit by itself. The repeated commit finds the documents of
    // the first commit.
    return isRecord ? fixture.store.commit(writes) : versions;
  };
  const by = onStore(ctx, { ...fixture.store, commit });
  const receive = <T>(stage: (upload: Upload) => Promise<T>) => stage(uploadOf(contentOf(5)));
  const { record } = await storeFile(by, { receive, idempotencyKey: 'k' });
  expect(await read(record.id)).toEqual(contentOf(5));
});

test('for each experience, instance and name there is only one variable, with either a value or a file', async () => {
  const first = await put('text');
  const second = await putFile(ctx, contentOf(5));
  expect([second.record.id, second.created]).toEqual([first.record.id, false]);
  expect((await readRecord(ctx, { category: variables, id: first.record.id })).fields).toEqual({
    ...place,
    file_name: 'Foto Jürgen.png',
    file_type: 'image/png',
    file_bytes: 5,
    changed_at: formatInstant(fixture.clock.now),
  });
});

describe('the chunks of a file', () => {
  test('are deleted if another file replaces it', async () => {
    const { record } = await putFile(ctx, contentOf(2 * chunkBytesMax));
    const next = contentOf(chunkBytesMax + 7, 2);
    await putFile(ctx, next);
    expect(await storedChunks(fixture)).toHaveLength(2);
    expect((await read(record.id)).equals(next)).toBe(true);
  });

  test.each([
    ['a value by PUT', () => put(1)],
    ['a value by PATCH', (id: string) => correct(id, { value: 1 })],
  ])('are deleted if %s replaces it', async (_, change) => {
    const { record } = await putFile(ctx, contentOf(2 * chunkBytesMax));
    await change(record.id);
    expect(await storedChunks(fixture)).toEqual([]);
    const { fields, file } = await readRecord(ctx, { category: variables, id: record.id });
    expect([fields['value'], fields['file_bytes'], fields['file_name'], file]).toEqual([
      1,
      undefined,
      undefined,
      undefined,
    ]);
    await expect(openFile(ctx, { id: record.id })).rejects.toMatchObject({
      code: 'record-not-found',
    });
  });

  test('are deleted if its variable is deleted', async () => {
    const { record } = await putFile(ctx, contentOf(3 * chunkBytesMax));
    await deleteRecord(ctx, { category: variables, id: record.id });
    expect(await storedChunks(fixture)).toEqual([]);
  });

  test('are kept if another field of its variable is corrected', async () => {
    const content = contentOf(2 * chunkBytesMax);
    const { record } = await putFile(ctx, content);
    const renamed = await correct(record.id, { name: 'other', value: null });
    expect(renamed.fields).toMatchObject({ name: 'other', file_bytes: content.length });
    expect((await read(record.id)).equals(content)).toBe(true);
  });
});

test('a correction is refused if the variable would then have neither a value nor a file', async () => {
  const { record } = await put('text');
  await expect(correct(record.id, { value: null })).rejects.toMatchObject({
    code: 'validation-failed',
  });
});

describe('chunks expire with their record,', () => {
  const expiries = async () =>
    new Set((await storedChunks(fixture)).map(({ data }) => data['expires_at']));

  test('after the category’s retention, or at the expiry that the upload gives', async () => {
    const { record } = await putFile(ctx, contentOf(chunkBytesMax + 1));
    expect(await expiries()).toEqual(new Set([record.expiresAt]));
    expect(record.expiresAt).toBe(fixture.clock.now + 60 * microsPerDay);
    const fields = { ...place, name: 'other', expires_at: inDays(3) };
    const other = await putFile(ctx, contentOf(1), { fields });
    expect(other.record.expiresAt).toBe(fixture.clock.now + 3 * microsPerDay);
    expect(await expiries()).toEqual(new Set([record.expiresAt, other.record.expiresAt]));
  });

  test.each([
    ['within the bucket of its key', 59.9],
    ['into the bucket of another key', 3],
  ])(
    'and if the record’s expiry moves %s, the chunks get the same expiry and can still be read',
    async (_, days) => {
      const content = contentOf(2 * chunkBytesMax + 5);
      const { record } = await putFile(ctx, content);
      const keyBefore = (await storedVariable(fixture, record.id)).document.data['dek'];
      const moved = await correct(record.id, { expires_at: inDays(days) });
      expect(await expiries()).toEqual(new Set([moved.expiresAt]));
      const { document } = await storedVariable(fixture, record.id);
      const keys = new Set((await storedChunks(fixture)).map(({ data }) => data['dek']));
      expect(keys).toEqual(new Set([document.data['dek']]));
      expect(document.data['dek'] === keyBefore).toBe(days > 50);
      expect((await read(record.id)).equals(content)).toBe(true);
      fixture.clock.now = moved.expiresAt;
      await expect(openFile(ctx, { id: record.id })).rejects.toMatchObject({
        code: 'record-not-found',
      });
    },
  );

  test('and after one hour if their upload was not completed', async () => {
    const cut = async function* () {
      yield contentOf(2 * chunkBytesMax);
      await new Promise(() => undefined);
    };
    void putFile(ctx, contentOf(0), { content: cut() });
    await expect.poll(() => storedChunks(fixture)).not.toEqual([]);
    expect(await expiries()).toEqual(new Set([fixture.clock.now + stagedMicros]));
    const records = { collection: 'variables', tenant: 'acme', where: [], orderBy: [], limit: 9 };
    expect(await fixture.store.query(records)).toEqual([]);
  });
});

describe('an upload that ends with an error stores nothing,', () => {
  test('if the error is in its content', async () => {
    const broken = async function* () {
      yield contentOf(3 * chunkBytesMax);
      throw new Error('connection lost');
    };
    const upload = putFile(ctx, contentOf(0), { content: broken() });
    await expect(upload).rejects.toThrow('connection lost');
    expect(await storedChunks(fixture)).toEqual([]);
  });

  test('if malformed data follows the file', async () => {
    const upload = storeFile(ctx, {
      receive: async (stage) => {
        await stage(uploadOf(contentOf(3 * chunkBytesMax)));
        throw new Error('malformed');
      },
    });
    await expect(upload).rejects.toThrow('malformed');
    expect(await storedChunks(fixture)).toEqual([]);
  });

  test('and does not change the existing file', async () => {
    const content = contentOf(2 * chunkBytesMax);
    const { record } = await putFile(ctx, content);
    const broken = async function* () {
      yield contentOf(3 * chunkBytesMax, 9);
      throw new Error('connection lost');
    };
    await expect(putFile(ctx, content, { content: broken() })).rejects.toThrow();
    expect((await read(record.id)).equals(content)).toBe(true);
  });
});

describe('while a file is uploaded,', () => {
  /** Uploads a file, and does the given work in the middle of the upload. */
  const during = (content: Buffer, work: () => Promise<unknown>) => {
    const interrupted = async function* () {
      yield content.subarray(0, chunkBytesMax + 1);
      await work();
      yield content.subarray(chunkBytesMax + 1);
    };
    return putFile(ctx, content, { content: interrupted() });
  };
  const content = contentOf(3 * chunkBytesMax, 5);

  test('a new variable with the same name may be created, and then gets the file', async () => {
    const { record, created } = await during(content, () => put('text'));
    expect(created).toBe(false);
    expect((await read(record.id)).equals(content)).toBe(true);
  });

  test('its variable may be deleted, and then the file gets a new variable', async () => {
    const before = await put('text');
    const work = () => deleteRecord(ctx, { category: variables, id: before.record.id });
    const { record, created } = await during(content, work);
    expect(created).toBe(true);
    expect(record.id).not.toBe(before.record.id);
    expect((await read(record.id)).equals(content)).toBe(true);
  });

  test('another upload with the same name may be completed, and then the chunks of one complete file are left', async () => {
    const other = contentOf(chunkBytesMax + 9, 6);
    const first = await during(content, () => putFile(ctx, other));
    expect((await read(first.record.id)).equals(content)).toBe(true);
    expect(await storedChunks(fixture)).toHaveLength(3);
  });

  test('the expiry of its variable may change, and the change is kept', async () => {
    const { record } = await put('text');
    const work = () => correct(record.id, { expires_at: inDays(2) });
    const stored = await during(content, work);
    expect(stored.record.expiresAt).toBe(fixture.clock.now + 2 * microsPerDay);
    expect((await read(record.id)).equals(content)).toBe(true);
  });
});

test('twenty simultaneous uploads with the same name leave one variable, and the chunks of one complete file', async () => {
  const contents = Array.from({ length: 20 }, (_, seed) => contentOf(chunkBytesMax + seed, seed));
  const stored = await Promise.all(contents.map((content) => putFile(ctx, content)));
  expect(stored.filter(({ created }) => created)).toHaveLength(1);
  const id = stored[0]?.record.id ?? '';
  const found = await read(id);
  expect(contents.some((content) => content.equals(found))).toBe(true);
  expect(await storedChunks(fixture)).toHaveLength(2);
});

describe('in memory', () => {
  test('an upload needs space for at most three chunks, even for the largest file', async () => {
    let [given, written, held] = [0, 0, 0];
    const slowly = {
      ...ctx,
      store: {
        ...ctx.store,
        commit: async (writes: Parameters<typeof ctx.store.commit>[0]) => {
          const [first] = writes;
          await new Promise((resolve) => setImmediate(resolve));
          const done = await ctx.store.commit(writes);
          if (first?.kind === 'put') written += chunkBytesMax;
          return done;
        },
      },
    };
    const source = async function* () {
      for (let at = 0; at < 16 * 1024 * 1024; at += 65_536) {
        given += 65_536;
        held = Math.max(held, given - written);
        yield contentOf(65_536);
      }
    };
    await putFile(slowly, contentOf(0), { content: source() });
    expect(given).toBe(16 * 1024 * 1024);
    expect(held).toBeLessThanOrEqual(3 * chunkBytesMax);
  });

  test('a download is at most one chunk ahead of its reader', async () => {
    const { record } = await putFile(ctx, contentOf(10 * chunkBytesMax));
    const { content } = await openFile(ctx, { id: record.id });
    const chunks = content[Symbol.asyncIterator]();
    await chunks.next();
    fixture.takeCalls();
    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fixture.takeCalls()).toEqual({ get: 1 });
  });
});

test('storing a file costs two reads, one commit, and one more commit for each chunk; reading a file costs one read, and one more read for each chunk', async () => {
  await put('warms up the keys');
  fixture.takeCalls();
  const { record } = await putFile(ctx, contentOf(4 * chunkBytesMax), {
    fields: { ...place, name: 'other' },
  });
  expect(fixture.takeCalls()).toEqual({ get: 2, commit: 5 });
  await read(record.id);
  expect(fixture.takeCalls()).toEqual({ get: 5 });
});

test('reading and storing a file need the scopes of the category, and another tenant finds no file', async () => {
  const { record } = await putFile(ctx, contentOf(1));
  const scoped = (scope: string) => fixture.contextOf('acme', [`variables:${scope}`]);
  const missing = { code: 'scope-missing' };
  await expect(openFile(scoped('write'), { id: record.id })).rejects.toMatchObject(missing);
  await expect(putFile(scoped('read'), contentOf(1))).rejects.toMatchObject(missing);
  const other = fixture.contextOf('other');
  await expect(openFile(other, { id: record.id })).rejects.toMatchObject({
    code: 'record-not-found',
  });
});

test('a record refers to its file; the file’s name and content are encrypted', async () => {
  const { record } = await putFile(ctx, Buffer.from('Geheim: Jürgen Müller'.repeat(50)));
  const { document, file } = await storedVariable(fixture, record.id);
  expect(file).toEqual(storedFileOf(document));
  const chunks = await storedChunks(fixture);
  const text = [document, ...chunks]
    .flatMap(({ ref, data }) => [ref.id, ...Object.values(data)])
    .map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    )
    .join('\n');
  expect(text).not.toMatch(/Geheim|Müller|Foto/);
});
