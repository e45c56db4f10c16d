import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#shared/access/caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
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
/** Changes the caller that `renewed` will return. */
let change: (known: Caller) => Caller;

beforeEach(() => {
  fixture = createTestFixture();
  change = (known) => known;
  ctx = { ...fixture.contextOf('acme'), renewed: async (known) => change(known) };
});

const countVariables = () =>
  fixture.store.count({ collection: variables.id, tenant: 'acme', where: [], orderBy: [] });

function revoke(): void {
  change = () => {
    throw new Problem('credential-revoked');
  };
}

/**
 * Downloads the first chunk of a stored file, pauses, and downloads the rest.
 * @returns the number of downloaded chunks, and the error that ended the download
 */
async function downloadAfter(pause: (expiresAt: Instant) => void) {
  const { record } = await putFile(ctx, content);
  const { content: chunks } = await openFile(ctx, { id: record.id });
  let taken = 0;
  try {
    for await (const { length } of chunks) {
      expect(length).toBe(chunkBytesMax);
      if (taken === 0) pause(record.expiresAt);
      taken += 1;
    }
  } catch (error) {
    return { taken, code: error instanceof Problem ? error.code : error };
  }
  return { taken };
}

test('a paused download continues as long as its API key is valid', async () => {
  const pause = () => void (fixture.clock.now += 600 * microsPerSecond);
  expect(await downloadAfter(pause)).toEqual({ taken: 4 });
});

describe('a paused download sends nothing more, not even chunks that it has already read,', () => {
  test('if its API key is revoked', async () => {
    expect(await downloadAfter(revoke)).toEqual({ taken: 1, code: 'credential-revoked' });
  });

  test('if its caller loses the right', async () => {
    const lose = () => {
      change = (known) => ({ ...known, scopes: new Set(['variables:write']) });
    };
    expect(await downloadAfter(lose)).toEqual({ taken: 1, code: 'scope-missing' });
  });

  test('if its file expires', async () => {
    const expire = (expiresAt: Instant) => void (fixture.clock.now = expiresAt);
    expect(await downloadAfter(expire)).toEqual({ taken: 1, code: 'record-not-found' });
  });

  test('if a fence hides its file', async () => {
    const fences = [{ category: variables.id, upTo: fixture.clock.now }];
    const fence = () => {
      change = (known) => ({ ...known, settings: { ...known.settings, fences } });
    };
    expect(await downloadAfter(fence)).toEqual({ taken: 1, code: 'record-not-found' });
  });
});

test('an upload whose API key is revoked stores no variable, and leaves only chunks that expire within the hour', async () => {
  const slowly = async function* () {
    yield content.subarray(0, 3 * chunkBytesMax);
    revoke();
    yield content.subarray(3 * chunkBytesMax);
  };
  const upload = putFile(ctx, content, { content: slowly() });
  await expect(upload).rejects.toMatchObject({ code: 'credential-revoked' });
  const left = await storedChunks(fixture);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(4);
  for (const { data } of left) expect(data['expires_at']).toBe(fixture.clock.now + stagedMicros);
  expect(await countVariables()).toBe(0);
});

test('an upload ends if its category is switched off, and stores no variable', async () => {
  const off = { destination: 'off', retentionDays: undefined } as const;
  const categories = { ...ctx.settings.categories, variables: off };
  const slowly = async function* () {
    yield content.subarray(0, 3 * chunkBytesMax);
    change = (known) => ({ ...known, settings: { ...known.settings, categories } });
    yield content.subarray(3 * chunkBytesMax);
  };
  const upload = putFile(ctx, content, { content: slowly() });
  await expect(upload).rejects.toMatchObject({ code: 'category-off' });
  expect((await storedChunks(fixture)).length).toBeLessThan(4);
  expect(await countVariables()).toBe(0);
});
