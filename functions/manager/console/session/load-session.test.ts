import { expect, test, vi } from 'vitest';
import { MayflyProblem, MayflyUnreachable } from '#shared/client/mayfly-problem.ts';
import { endSession, loadSession } from './load-session.ts';

type Answers = { readonly [path: string]: Response | Error };

/** Answers requests of the console by their paths. @returns the paths that were requested */
function answer(answers: Answers): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const given = answers[path];
    if (given instanceof Error || given === undefined) throw given ?? new Error(path);
    return given;
  });
  return asked;
}

const signedIn = (signed_in: boolean) => Response.json({ signed_in });

test('a signed-in person gets their tenants, sorted by the ids of the tenants', async () => {
  const tenants = ['lindenhof', 'acme'].map((tenant) => ({ tenant, role: 'owner' }));
  answer({
    '/auth/session': signedIn(true),
    '/v1/me': Response.json({ tenants, operator: false }),
  });
  expect(await loadSession()).toEqual({ tenants: tenants.toReversed(), operator: false });
});

test('without a sign-in, the console does not request /v1/me', async () => {
  const asked = answer({ '/auth/session': signedIn(false) });
  expect(await loadSession()).toBeUndefined();
  expect(asked).toEqual(['/auth/session']);
});

test('if the session ends between the two requests, the person counts as not signed in', async () => {
  const refused = Response.json({}, { status: 401 });
  answer({ '/auth/session': signedIn(true), '/v1/me': refused });
  expect(await loadSession()).toBeUndefined();
});

test.each([500, 503, 429])(
  'after the status %i the console reports an error, and does not say that nobody is signed in',
  async (status) => {
    answer({ '/auth/session': new Response('', { status }) });
    await expect(loadSession()).rejects.toMatchObject({ name: MayflyProblem.name, status });
  },
);

test('if the server cannot be reached, the console reports an error, and does not say that nobody is signed in', async () => {
  answer({ '/auth/session': new TypeError('failed to fetch') });
  await expect(loadSession()).rejects.toBeInstanceOf(MayflyUnreachable);
});

test('a sign-out reports whether the session has ended', async () => {
  const ending = async (given: Response | Error) => {
    answer({ '/auth/sign-out': given });
    return await endSession();
  };
  expect(await ending(new Response(null, { status: 204 }))).toBe(true);
  expect(await ending(new Response('', { status: 503 }))).toBe(false);
  expect(await ending(new TypeError('failed to fetch'))).toBe(false);
});
