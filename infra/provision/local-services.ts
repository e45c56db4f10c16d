import type { LocalServices } from './connect-tools.ts';

/**
 * `MAYFLY_LOCAL_SERVICES` contains ports as JSON. On these ports, servers of tests replace Google's
 * services. Only tests set it.
 */
export function localServices(): LocalServices | undefined {
  const text = process.env['MAYFLY_LOCAL_SERVICES'];
  return text === undefined ? undefined : (JSON.parse(text) as LocalServices);
}
