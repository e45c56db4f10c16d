import type { Context } from '#shared/records/context.ts';

/**
 * Returns the names of the fields that are removed from a new entry before the entry is checked.
 * This is the HTTP body, unless the tenant's debug mode is on. So Mayfly refuses no entry because
 * of a body that it would not store.
 */
export function dropHttpBody(ctx: Pick<Context, 'now' | 'settings'>): readonly string[] {
  return ctx.now() < (ctx.settings.debugUntil ?? 0) ? [] : ['http_body'];
}
