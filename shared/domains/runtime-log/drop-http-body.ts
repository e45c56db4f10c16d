import type { Context } from '#shared/records/context.ts';

/**
 * Names what is dropped of a new entry before anything of it is looked at: its HTTP body, unless the tenant's debug mode
 * is on. It is not refused, whatever it holds.
 */
export function dropHttpBody(ctx: Pick<Context, 'now' | 'settings'>): readonly string[] {
  return ctx.now() < (ctx.settings.debugUntil ?? 0) ? [] : ['http_body'];
}
