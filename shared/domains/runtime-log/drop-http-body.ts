import type { Context } from '#shared/records/context.ts';

/**
 * Returns the names of the fields that are removed from a new entry before it is checked: the HTTP
 * body, unless the tenant's debug mode is on. So an entry is not refused because of a body that is
 * not stored.
 */
export function dropHttpBody(ctx: Pick<Context, 'now' | 'settings'>): readonly string[] {
  return ctx.now() < (ctx.settings.debugUntil ?? 0) ? [] : ['http_body'];
}
