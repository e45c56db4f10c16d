import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { variables } from '#shared/categories/variables.ts';
import { exportResponse } from '#shared/http/answer/export-response.ts';
import type { App } from '#shared/http/create-app.ts';
import { examplePlace } from '#shared/manager-log/testing/example-place.ts';
import type { Context } from '#shared/records/context.ts';
import type { Row } from '#shared/records/export-records.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { type ApiService, createApiService } from '#shared/wiring/api-service.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { createVariablesApp } from '../../functions/variables/app.ts';
import { type Stack, useStack } from '../harness/stack.ts';
import { stackConfig } from '../harness/stack-config.ts';

const [few, many] = [1_000, 100_000];
/**
 * By how many MiB an export of 100,000 rows may exceed the memory that an export of 1,000 rows
 * needs. The CSV of the large export is larger than 30 MB.
 */
const growthMaxMiB = 16;
/**
 * A time limit in milliseconds. For each page the emulator reads every document, which takes a
 * second or longer with 100,000 documents.
 */
const patienceMs = 3_600_000;
const stack = useStack('demo-large-export');
let app: App;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Creates the service of the function, with a longer deadline because the emulator is slow. */
function createService(running: Stack): ApiService {
  const config = stackConfig(running, { LOG_LEVEL: 'silent' });
  const store = connectStore(config, patienceMs);
  running.beforeStop(() => store.close());
  return createApiService(createPlatform(config, { store }), 'variables');
}

/** Writes records directly into the emulator, sealed as the function seals them. */
async function fill(ctx: Context, experience_id: string, count: number): Promise<void> {
  const batch = 500;
  for (let from = 0; from < count; from += batch) {
    const inputs = Array.from({ length: batch }, (_, at) => ({
      fields: {
        experience_id,
        instance_id: `run-${(from + at) % 997}`,
        name: `variable_${from + at}x`,
        value: `${from + at}: ${'Grüße aus Köln. '.repeat(20)}`,
        changed_at: '2026-01-15T12:00:00.000Z',
      },
    }));
    const { writes } = await prepareRecords(ctx, variables, inputs);
    await (ctx.store as Store).commit(writes);
  }
}

beforeAll(async () => {
  const service = createService(stack());
  const caller = asActing({
    tenant: 'acme',
    scopes: new Set(['variables:export']),
    settings: everythingOn(),
    actor: { kind: 'api_key', id: 'mf_acme_00000000' },
  });
  const ctx: Context = { ...service.records, ...caller };
  app = createVariablesApp({
    ...service,
    managerLog: { record: async () => examplePlace },
    authenticate: {
      caller: async () => ({ caller }),
      person: () => Promise.reject(new Error('in these tests no person sends requests')),
    },
  });
  await fill(ctx, 'few', few);
  await fill(ctx, 'many', many);
}, patienceMs);

type Measured = { readonly rows: number; readonly bytes: number; readonly heldMiB: number };

/**
 * Reads an answer to its end. From time to time it measures the memory of the process after a
 * garbage collection.
 */
async function measure(response: Response): Promise<Measured> {
  if (response.status !== 200) throw new Error(`the export answers ${response.status}`);
  let [rows, bytes, held, weighedAt] = [-1, 0, 0, 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) rows += 1;
    if (bytes - weighedAt < 300_000 && weighedAt > 0) continue;
    weighedAt = bytes;
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    held = Math.max(held, (heapUsed + external) / 1024 ** 2);
  }
  return { rows, bytes, heldMiB: held };
}

test(
  'a CSV of 100,000 variables is complete and needs hardly more memory than a CSV of 1,000',
  async () => {
    const csv = async (id: string) =>
      measure(await app.request(`/v1/experiences/${id}/variables.csv`));
    await csv('few');
    const [small, large] = [await csv('few'), await csv('many')];
    expect([small.rows, large.rows]).toEqual([few, many]);
    expect(large.bytes).toBeGreaterThan(30_000_000);
    expect(large.heldMiB - small.heldMiB).toBeLessThan(growthMaxMiB);
  },
  patienceMs,
);

async function* rowsOf(count: number): AsyncGenerator<Row> {
  for (let id = 0; id < count; id += 1) yield { id, text: `${randomUUID()} ${'Köln '.repeat(60)}` };
}

test(
  'an encrypted archive of 100,000 rows needs hardly more memory than an archive of 1,000',
  async () => {
    const archive = async (count: number) => {
      const columns = ['id', 'text'];
      const file = { name: 'x', columns, rows: rowsOf(count), count, at: systemClock() };
      const password = 'Grosse Blumen! 2026';
      return measure(await exportResponse({ ...file, password }, () => undefined));
    };
    await archive(few);
    const [small, large] = [await archive(few), await archive(many)];
    expect(large.bytes / small.bytes).toBeGreaterThan(50);
    expect(large.heldMiB - small.heldMiB).toBeLessThan(growthMaxMiB);
  },
  patienceMs,
);
