import type { Context } from '#shared/records/context.ts';

/**
 * Names the fields of a new entry that are dropped before it is checked: its HTTP body, unless the tenant's debug mode
 * is on. A dropped body is never refused, whatever it holds.
 */
export function dropHttpBody(ctx: Pick<Context, 'now' | 'settings'>): readonly string[] {
  return ctx.now() < (ctx.settings.debugUntil ?? 0) ? [] : ['http_body'];
}
