import type { Context } from '#shared/records/context.ts';

/**
 * Returns the names of the fields that are removed from a new entry before the entry is checked.
 * While the tenant's debug mode is off, the HTTP body is removed. So a body that Mayfly does not
 * store cannot make an entry invalid.
 */
export function dropHttpBody(ctx: Pick<Context, 'now' | 'settings'>): readonly string[] {
  return ctx.now() < (ctx.settings.debugUntil ?? 0) ? [] : ['http_body'];
}
