import { beforeEach, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import { openFile } from '#shared/domains/variables/open-file.ts';
import {
  contentOf,
  putFile,
  storedChunks,
} from '#shared/domains/variables/testing/create-variables-fixture.ts';
import type { Context } from '../context.ts';
import { createTestFixture, type TestFixture } from '../testing/create-test-context.ts';
import { chunkBytesMax } from './split-into-chunks.ts';
import { stagedMicros } from './write-file.ts';

const content = contentOf(4 * chunkBytesMax);
let fixture: TestFixture;
let ctx: Context;
let isRevoked: boolean;

beforeEach(() => {
  fixture = createTestFixture();
  isRevoked = false;
  ctx = {
    ...fixture.contextOf('acme'),
    async renewed(known) {
      if (isRevoked) throw new Problem('credential-revoked');
      return known;
    },
  };
});

/** Takes the first chunk of a file, pauses, and takes the rest. @returns how much came after the pause */
async function bytesAfter(id: string, pause: () => void): Promise<number> {
  const { content: chunks } = await openFile(ctx, { id });
  let bytes = 0;
  for await (const chunk of chunks) {
    if (bytes === 0) pause();
    bytes += chunk.length;
  }
  return bytes - chunkBytesMax;
}

test('a download that pauses goes on as long as its key works', async () => {
  const { record } = await putFile(ctx, content);
  const pause = () => void (fixture.clock.now += 600 * microsPerSecond);
  expect(await bytesAfter(record.id, pause)).toBe(3 * chunkBytesMax);
});

test('a download whose key is revoked while it pauses hands out nothing more, nor what it had read ahead', async () => {
  const { record } = await putFile(ctx, content);
  const { content: chunks } = await openFile(ctx, { id: record.id });
  const taken: Uint8Array[] = [];
  const download = (async () => {
    for await (const chunk of chunks) {
      taken.push(chunk);
      isRevoked = true;
    }
  })();
  await expect(download).rejects.toMatchObject({ code: 'credential-revoked' });
  expect(taken).toHaveLength(1);
});

test('a download that pauses beyond the expiry of its file hands out nothing more', async () => {
  const { record } = await putFile(ctx, content);
  const expire = () => void (fixture.clock.now = record.expiresAt);
  await expect(bytesAfter(record.id, expire)).rejects.toMatchObject({ code: 'record-not-found' });
});

test('an upload whose key is revoked stores no variable, and leaves nothing but chunks that expire', async () => {
  const slowly = async function* () {
    yield content.subarray(0, 3 * chunkBytesMax);
    isRevoked = true;
    yield content.subarray(3 * chunkBytesMax);
  };
  const upload = putFile(ctx, content, { content: slowly() });
  await expect(upload).rejects.toMatchObject({ code: 'credential-revoked' });
  const left = await storedChunks(fixture);
  expect(left.length).toBeLessThan(4);
  for (const { data } of left) expect(data['expires_at']).toBe(fixture.clock.now + stagedMicros);
  const all = { collection: variables.id, tenant: 'acme', where: [], orderBy: [] };
  expect(await fixture.store.count(all)).toBe(0);
});

test('an upload ends where its category is switched off, and stores no variable', async () => {
  const off = { destination: 'off', retentionDays: undefined } as const;
  const categories = { ...ctx.settings.categories, variables: off };
  let isOff = false;
  const renewed: Context['renewed'] = async (known) =>
    isOff ? { ...known, settings: { ...known.settings, categories } } : known;
  const slowly = async function* () {
    yield content.subarray(0, 3 * chunkBytesMax);
    isOff = true;
    yield content.subarray(3 * chunkBytesMax);
  };
  const upload = putFile({ ...ctx, renewed }, content, { content: slowly() });
  await expect(upload).rejects.toMatchObject({ code: 'category-off' });
  expect((await storedChunks(fixture)).length).toBeLessThan(4);
});
