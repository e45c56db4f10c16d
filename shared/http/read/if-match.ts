import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';

/** Strong entity tags in a list (RFC 9110, section 13.1.1); a weak one matches nothing. */
const tags = /^(?:W\/)?"[\x21\x23-\x7e]{0,100}"(?:[ \t]*,[ \t]*(?:W\/)?"[\x21\x23-\x7e]{0,100}")*$/;

/**
 * The entity tags that a request names in `If-Match`, `*` among them; undefined without the header.
 * @throws Problem `header-invalid`
 */
export function readIfMatch(c: HonoContext<AppEnv>): readonly string[] | undefined {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined) return undefined;
  if (header !== '*' && !tags.test(header)) {
    const rule = '* or entity tags in quotes';
    throw new Problem('header-invalid', { errors: [{ header: 'If-Match', rule }] });
  }
  return header.split(/[ \t]*,[ \t]*/);
}
