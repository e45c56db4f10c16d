import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';
import { csvBody } from './read-csv.ts';
import { linesBody } from './read-lines.ts';

test.each([
  ['text/csv', csvBody(100), 'csv-malformed'],
  ['application/x-ndjson', linesBody(100), 'json-malformed'],
] as const)(
  'a body of the type %s whose sender disconnects is refused as malformed',
  async (type, body, code) => {
    const app = new Hono<AppEnv>();
    app.post('/', async (c) => {
      for await (const chunk of await body.read(c)) expect(Buffer.from(chunk)).toHaveLength(2);
      return c.text('whole');
    });
    app.onError((error, c) => {
      if (!(error instanceof Problem)) throw error;
      return c.text(error.code, 400);
    });
    let pulled = 0;
    const stream = new ReadableStream({
      pull(controller) {
        pulled += 1;
        if (pulled === 1) controller.enqueue(Buffer.from('A\n'));
        else controller.error(new Error('aborted'));
      },
    });
    const headers = { 'content-type': type };
    const init = { method: 'POST', body: stream, headers, duplex: 'half' };
    expect(await (await app.request('/', init)).text()).toBe(code);
  },
);
