import type { LocalServices } from './connect-tools.ts';

/** `MAYFLY_LOCAL_SERVICES`: ports of servers that stand for Google's, as JSON; set by tests alone. */
export function localServices(): LocalServices | undefined {
  const text = process.env['MAYFLY_LOCAL_SERVICES'];
  return text === undefined ? undefined : (JSON.parse(text) as LocalServices);
}
