import { MayflyProblem, MayflyUnreachable } from '#shared/client/mayfly-problem.ts';

const timeoutMs = 15_000;

/** A tenant of a person, and the person's role there. */
export type Membership = { readonly tenant: string; readonly role: string };

/**
 * The part of the answer of `/v1/me` that the pages use. The answer also contains the person's
 * email address.
 */
export type Session = { readonly tenants: readonly Membership[]; readonly operator: boolean };

/** True if the server failed. Then the page does not know whether somebody is signed in. */
function isFailure({ status }: Response): boolean {
  return status >= 500 || status === 429;
}

async function read(path: string): Promise<unknown> {
  const init = { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs) };
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new MayflyUnreachable('no answer came', { cause });
  });
  if (isFailure(response)) throw new MayflyProblem(response.status, {});
  return response.ok ? response.json() : undefined;
}

/**
 * Reads the signed-in person and their memberships. When nobody is signed in, `/v1/me` would refuse
 * the request, so this function does not send it.
 * @returns undefined when nobody is signed in
 * @throws MayflyUnreachable when no answer comes, and MayflyProblem when the server fails
 */
export async function loadSession(): Promise<Session | undefined> {
  const told = (await read('/auth/session')) as { readonly signed_in: boolean } | undefined;
  if (told?.signed_in !== true) return undefined;
  const me = (await read('/v1/me')) as Session | undefined;
  return me && { ...me, tenants: me.tenants.toSorted((a, b) => (a.tenant < b.tenant ? -1 : 1)) };
}

/** Signs out. @returns whether the session has ended */
export async function endSession(): Promise<boolean> {
  try {
    const init = { method: 'POST', headers: { 'mayfly-csrf': '1' } };
    const signal = AbortSignal.timeout(timeoutMs);
    return (await fetch('/auth/sign-out', { ...init, signal })).ok;
  } catch {
    return false;
  }
}
