import type { MiddlewareHandler } from 'hono';
import type { RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { AppEnv } from '../env.ts';
import { admissionOf } from '../route/add-route.ts';

/**
 * Refuses people and programs after a backup was restored, until the restore command has opened the
 * database. Tasks make this check themselves. Public routes, such as `/health`, still answer,
 * because their answers contain no personal data.
 * @throws Problem `restore-pending`
 */
export function requireCurrentDatabase(requireCurrent: RequireCurrent): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const who = admissionOf(c);
    // A caller without a credential is refused anyway, so no document is read for this caller.
    const { authorization, cookie } = c.req.header();
    const isStranger = authorization === undefined && cookie === undefined;
    // A task first identifies the Scheduler, and then makes this check itself.
    const isExempt = who === undefined || who === 'everyone' || who === 'scheduler' || isStranger;
    if (!isExempt) await requireCurrent();
    await next();
  };
}
