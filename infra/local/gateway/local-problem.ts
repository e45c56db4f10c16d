/**
 * Makes the answer for a problem that exists only in the local stack. It has the form of all
 * problems (RFC 9457).
 */
export function localProblem(status: number, code: string, title: string): Response {
  const body = { type: `urn:mayfly:problem:${code}`, code, status, title };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (status === 503) headers.set('retry-after', '1');
  return new Response(JSON.stringify(body), { status, headers });
}
