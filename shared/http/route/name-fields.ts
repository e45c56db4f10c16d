import type { Context as HonoContext } from 'hono';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';

/**
 * Tells the manager log which fields a request names, for a route whose target is `fields`. It passes the names
 * that fit into an entry, each once, and never their values.
 */
export function nameFields(c: HonoContext<AppEnv>, fields: readonly string[]): void {
  let target: string | undefined;
  for (const field of new Set(fields)) {
    const longer = target === undefined ? field : `${target}:${field}`;
    if (plainId.safeParse(longer).success) target = longer;
  }
  if (target !== undefined) c.set('fieldsAsked', target);
}
