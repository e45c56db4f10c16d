import type { MiddlewareHandler } from 'hono';
import type { RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { AppEnv } from '../env.ts';
import { admissionOf } from '../route/add-route.ts';

/**
 * Answers nothing from a database that was restored, until it is held to what was forgotten since: neither people nor
 * programs nor tasks. What everyone may have, such as the health of the process, holds nothing personal.
 * @throws Problem `restore-pending`
 */
export function requireCurrentDatabase(requireCurrent: RequireCurrent): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const who = admissionOf(c);
    if (who !== undefined && who !== 'everyone') await requireCurrent();
    await next();
  };
}
