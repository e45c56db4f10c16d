import type { Context } from '#shared/records/context.ts';

/**
 * Names the fields of a new entry that are dropped before it is checked: its HTTP body, unless the
 * tenant's debug mode is on. So a body is never refused when it is dropped.
 */
export function dropHttpBody(ctx: Pick<Context, 'now' | 'settings'>): readonly string[] {
  return ctx.now() < (ctx.settings.debugUntil ?? 0) ? [] : ['http_body'];
}
