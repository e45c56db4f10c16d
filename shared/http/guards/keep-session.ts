import type { Context as HonoContext } from 'hono';
import type { Identified } from '#shared/access/identity.ts';
import type { AppEnv } from '../env.ts';

/** Sends the renewed session of the person who asks along with the answer, when it is time. */
export function keepSession(
  c: HonoContext<AppEnv>,
  { renewed }: Pick<Identified, 'renewed'>,
): void {
  if (renewed !== undefined) c.header('set-cookie', renewed, { append: true });
}
