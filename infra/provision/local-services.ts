import type { LocalServices } from './connect-tools.ts';

/**
 * `MAYFLY_LOCAL_SERVICES` names, as JSON, ports of servers that replace Google's in tests. Only
 * tests set it.
 */
export function localServices(): LocalServices | undefined {
  const text = process.env['MAYFLY_LOCAL_SERVICES'];
  return text === undefined ? undefined : (JSON.parse(text) as LocalServices);
}
