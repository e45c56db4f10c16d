import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Preconditions } from '#shared/records/precondition.ts';
import type { AppEnv } from '../env.ts';

const tag = String.raw`(?:W/)?"[\x21\x23-\x7e]{0,100}"`;
/** A list of entity tags (RFC 9110, section 8.8.3). */
const tagList = new RegExp(String.raw`^${tag}(?:[ \t]*,[ \t]*${tag})*$`);
const eachTag = new RegExp(tag, 'g');

/** @throws Problem `header-invalid` */
function readTags(
  c: HonoContext<AppEnv>,
  header: 'If-Match' | 'If-None-Match',
): readonly string[] | undefined {
  const text = c.req.header(header)?.trim();
  if (text === undefined) return undefined;
  if (text === '*') return [text];
  if (text.length <= 4_096 && tagList.test(text)) return text.match(eachTag) ?? [];
  const rule = '* or entity tags in quotes, at most 4,096 characters';
  throw new Problem('header-invalid', { errors: [{ header, rule }] });
}

/**
 * Reads `If-Match`: a list of entity tags, or `*`. Returns undefined if the header is missing.
 * @throws Problem `header-invalid`
 */
export function readIfMatch(c: HonoContext<AppEnv>): readonly string[] | undefined {
  return readTags(c, 'If-Match');
}

/**
 * Reads `If-Match` and `If-None-Match`, the preconditions of a request that changes a record.
 * @throws Problem `header-invalid`
 */
export function readPreconditions(c: HonoContext<AppEnv>): Preconditions {
  return { ifMatch: readIfMatch(c), ifNoneMatch: readTags(c, 'If-None-Match') };
}
