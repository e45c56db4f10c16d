import type { Context as HonoContext } from 'hono';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';

/**
 * Joins names of fields into the text that an entry stores. It contains each name once, and as many
 * names as an entry can contain. The result is undefined if there is no name.
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
 * Names the fields of a request for its entry in the manager log, if the route's target is
 * `fields`. The entry gets as many names as it can contain, each once, and never the values.
 */
export function nameFields(c: HonoContext<AppEnv>, fields: readonly string[]): void {
  const target = joinNames(fields);
  if (target !== undefined) c.set('fieldsAsked', target);
}

/**
 * Names the fields that a change sends, for its entry in the manager log. The entry gets only names
 * that the route declares, because another name could be any text of the caller.
 */
export function nameSent(c: HonoContext<AppEnv>, known: readonly string[], body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const sent = joinNames(known.filter((name) => name in body));
  if (sent !== undefined) c.set('fieldsSent', sent);
}
