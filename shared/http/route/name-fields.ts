import type { Context as HonoContext } from 'hono';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';

/**
 * Joins names of fields into a text for an entry. The text contains each name once, and only as
 * many names as fit into an entry. The result is undefined if there is no name.
 */
function joinNames(fields: readonly string[]): string | undefined {
  let joined: string | undefined;
  for (const field of new Set(fields)) {
    const longer = joined === undefined ? field : `${joined}:${field}`;
    if (plainId.safeParse(longer).success) joined = longer;
  }
  return joined;
}

/**
 * Tells the manager log which fields a request asks for. A route whose target is `fields` calls
 * this function or `nameRecords`. The entry gets each name once, only as many names as fit, and
 * never the values.
 */
export function nameFields(c: HonoContext<AppEnv>, fields: readonly string[]): void {
  const target = joinNames(fields);
  if (target !== undefined) c.set('fieldsAsked', target);
}

/**
 * Tells the manager log which fields the body of a change contains. The entry gets only names that
 * the route declares, because another name could be any text of the caller.
 */
export function nameSent(c: HonoContext<AppEnv>, known: readonly string[], body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const sent = joinNames(known.filter((name) => name in body));
  if (sent !== undefined) c.set('fieldsSent', sent);
}
