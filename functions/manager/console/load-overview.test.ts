import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadOverview } from './load-overview.ts';

function answer(respond: () => Promise<Response>) {
  const called = vi.fn<(url: string) => Promise<Response>>(respond);
  vi.stubGlobal('fetch', called);
  return called;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('loadOverview', () => {
  it('asks below the base of the API', async () => {
    const called = answer(async () => Response.json({ tenant: 'one' }));
    expect(await loadOverview({ base: '/_local/as/demo', tenant: undefined })).toEqual({
      overview: { tenant: 'one' },
    });
    expect(called.mock.calls[0]?.[0]).toBe('/_local/as/demo/v1/tenant/storage');
  });

  it('says what a problem document says', async () => {
    const problem = { title: 'Missing scope', detail: 'It lacks one.', request_id: 'request-1' };
    answer(async () => Response.json(problem, { status: 403 }));
    expect(await loadOverview({ base: '', tenant: undefined })).toEqual({
      failure: { title: 'Missing scope', detail: 'It lacks one.', requestId: 'request-1' },
    });
  });

  it('names the status and the request when the answer is no problem document', async () => {
    const headers = { 'x-request-id': 'request-2' };
    answer(async () => new Response('<html>', { status: 502, headers }));
    expect(await loadOverview({ base: '', tenant: undefined })).toEqual({
      failure: {
        title: 'The overview could not be read',
        detail: 'The service answered with status 502.',
        requestId: 'request-2',
      },
    });
  });

  it.each([
    ['no connection', () => Promise.reject(new TypeError('failed'))],
    ['an answer cut short', async () => new Response('{"tenant":')],
  ])('turns %s into words', async (_name, respond) => {
    answer(respond);
    expect((await loadOverview({ base: '', tenant: undefined })).failure?.title).toBe(
      'Mayfly cannot be reached',
    );
  });
});
