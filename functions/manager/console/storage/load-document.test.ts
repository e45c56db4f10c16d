import { expect, test, vi } from 'vitest';
import { MayflyProblem, MayflyUnreachable } from '#shared/client/mayfly-problem.ts';
import { loadDocument } from './load-document.ts';

const load = async (answer: () => Promise<Response>) => {
  vi.stubGlobal('fetch', answer);
  return loadDocument('/v1/tenant/deletion-log?format=html', 'blumenhaus');
};

test('a refused document gives the problem that the API names', async () => {
  const headers = { 'content-type': 'application/problem+json' };
  const refused = Response.json({ code: 'scope-missing' }, { status: 403, headers });
  const failure = { name: MayflyProblem.name, status: 403, code: 'scope-missing' };
  await expect(load(async () => refused)).rejects.toMatchObject(failure);
});

test('if no answer comes, or only a part of it, Mayfly counts as unreachable', async () => {
  const none = Promise.reject(new TypeError('failed to fetch'));
  await expect(load(async () => none)).rejects.toBeInstanceOf(MayflyUnreachable);
  const cut = new ReadableStream({ pull: (part) => part.error(new TypeError('network error')) });
  await expect(load(async () => new Response(cut))).rejects.toBeInstanceOf(MayflyUnreachable);
});
