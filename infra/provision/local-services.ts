import type { LocalServices } from './connect-tools.ts';

/**
 * Reads the ports in `MAYFLY_LOCAL_SERVICES`, which are JSON. In tests, servers on these ports
 * replace Google's services. Only tests set this variable.
 */
export function localServices(): LocalServices | undefined {
  const text = process.env['MAYFLY_LOCAL_SERVICES'];
  return text === undefined ? undefined : (JSON.parse(text) as LocalServices);
}
