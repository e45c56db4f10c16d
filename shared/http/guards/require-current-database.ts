import type { MiddlewareHandler } from 'hono';
import type { RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { AppEnv } from '../env.ts';
import { admissionOf } from '../route/add-route.ts';

/**
 * Answers nothing from a database that was restored, until it is held to what was forgotten since: neither people nor
 * programs; tasks look by themselves. What everyone may have, such as the health of the process, holds nothing personal.
 * @throws Problem `restore-pending`
 */
export function requireCurrentDatabase(requireCurrent: RequireCurrent): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const who = admissionOf(c);
    // Somebody without a credential is refused anyway, and costs no read.
    const { authorization, cookie } = c.req.header();
    const isStranger = authorization === undefined && cookie === undefined;
    // The Scheduler is recognised first; its tasks look by themselves.
    const isExempt = who === undefined || who === 'everyone' || who === 'scheduler' || isStranger;
    if (!isExempt) await requireCurrent();
    await next();
  };
}
