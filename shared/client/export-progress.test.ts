import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMayflyClient } from './create-mayfly-client.ts';
import type { ExportProgress } from './export-progress.ts';

function clientThatAnswers(chunks: readonly number[], expected: number) {
  const sent: { url: string; body: unknown }[] = [];
  const client = createMayflyClient({
    baseUrl: 'https://mayfly.example.com',
    apiKey: 'mf_blumen_key',
    fetch: async (url, init) => {
      sent.push({ url, body: JSON.parse((init.body ?? 'null') as string) });
      const body = Readable.toWeb(Readable.from(chunks.map((bytes) => new Uint8Array(bytes))));
      const headers = {
        'mayfly-export-rows': '1204',
        'mayfly-export-bytes': String(expected),
      };
      return new Response(body as ReadableStream<Uint8Array>, { headers });
    },
  });
  return { client, sent };
}

async function follow(chunks: readonly number[], expected: number) {
  const { client } = clientThatAnswers(chunks, expected);
  const told: ExportProgress[] = [];
  const onProgress = (progress: ExportProgress) => void told.push(progress);
  const archive = await client.customers.exportArchive({ onProgress });
  return { bytes: (await new Response(archive).arrayBuffer()).byteLength, told };
}

test('progress rises from 0 to 1 with the received bytes', async () => {
  const { bytes, told } = await follow([100, 200, 100], 400);
  expect(bytes).toBe(400);
  expect(told.map(({ share }) => share)).toEqual([0, 0.25, 0.75, 0.99, 1]);
  expect(told.at(-1)).toEqual({ rows: 1204, bytes: 400, bytesExpected: 400, share: 1 });
});

test.each([
  ['fewer bytes than it sends', 150],
  ['more bytes than it sends', 4_000],
  ['no bytes', 0],
])('progress reaches 1 only at the end, also if the server expected %s', async (_, expected) => {
  const { told } = await follow([100, 100], expected);
  const shares = told.map(({ share }) => share);
  expect(shares.slice(0, -1).every((share) => share < 1)).toBe(true);
  expect(shares.at(-1)).toBe(1);
});

test('the body of the request for an archive contains only the password and the CSV options that the caller gave', async () => {
  const { client, sent } = clientThatAnswers([1], 1);
  await client.experiences.exportArchive('exp-1', { password: 'Grosse Blumen! 2026' });
  await client.customers.exportArchive();
  await client.customers.exportArchive({ format: 'raw', separator: 'semicolon' });
  expect(sent).toEqual([
    {
      url: 'https://mayfly.example.com/v1/experiences/exp-1/export',
      body: { password: 'Grosse Blumen! 2026' },
    },
    { url: 'https://mayfly.example.com/v1/customers/export', body: {} },
    {
      url: 'https://mayfly.example.com/v1/customers/export',
      body: { format: 'raw', separator: 'semicolon' },
    },
  ]);
});

test('an id that could be personal is never sent in a URL', async () => {
  const { client, sent } = clientThatAnswers([1], 1);
  for (const id of ['a@example.com', '+49 30 23125 014', '..'])
    await expect(client.experiences.exportCsv(id)).rejects.toThrow('the id must be 1 to 64');
  expect(sent).toEqual([]);
});
