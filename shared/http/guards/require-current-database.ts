import type { MiddlewareHandler } from 'hono';
import type { RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { AppEnv } from '../env.ts';
import { admissionOf } from '../route/add-route.ts';

/**
 * Refuses people, programs and devices after a backup was restored, until the restore command has
 * opened the database. Tasks are let through here, because they make this check themselves. Public
 * routes such as `/health` are let through, because their answers contain no personal data.
 * @throws Problem `restore-pending`
 */
export function requireCurrentDatabase(requireCurrent: RequireCurrent): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const who = admissionOf(c);
    // A caller without a credential is refused anyway, so this guard need not read a document.
    const { authorization, cookie } = c.req.header();
    const isStranger = authorization === undefined && cookie === undefined;
    // A task makes this check itself, after it has identified the Scheduler.
    const isExempt = who === undefined || who === 'everyone' || who === 'scheduler' || isStranger;
    if (!isExempt) await requireCurrent();
    await next();
  };
}
