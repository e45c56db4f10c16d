import type { Context as HonoContext } from 'hono';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';

/** Names of fields in their stored form, each once, as many as fit; undefined if none fits. */
function joinNames(fields: readonly string[]): string | undefined {
  let joined: string | undefined;
  for (const field of new Set(fields)) {
    const longer = joined === undefined ? field : `${joined}:${field}`;
    if (plainId.safeParse(longer).success) joined = longer;
  }
  return joined;
}

/**
 * Tells the manager log the fields of a request, for a route whose target is `fields`. It passes
 * the names that fit into an entry, each once, and never their values.
 */
export function nameFields(c: HonoContext<AppEnv>, fields: readonly string[]): void {
  const target = joinNames(fields);
  if (target !== undefined) c.set('fieldsAsked', target);
}

/**
 * Tells the manager log the fields of a change. Of the names in the body it passes those that the
 * route knows, because any other name is the caller's own text.
 */
export function nameSent(c: HonoContext<AppEnv>, known: readonly string[], body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const sent = joinNames(known.filter((name) => name in body));
  if (sent !== undefined) c.set('fieldsSent', sent);
}
