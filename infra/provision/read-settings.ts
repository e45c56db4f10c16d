import { readFileSync } from 'node:fs';
import type { DatabaseId } from '#shared/store/store.ts';
import { projectSettings, type Variable, type VariableName, variables } from '../manifest.ts';

/**
 * The entries of an operator's settings file. Each is an environment variable, or one of the
 * project settings in `infra/manifest/project-settings.ts`.
 */
export type Settings = { readonly [name: string]: string };

/** Variables that a deployment itself sets. So they must not be in the settings file. */
const derived = [
  'GOOGLE_CLOUD_PROJECT',
  'TRUSTED_PROXIES',
  'TASKS_AUDIENCE',
  'TASKS_SERVICE_ACCOUNT',
] as const satisfies readonly VariableName[];

/**
 * Variables that only the local stack may use. They make limits of a process weaker, and let the
 * process send requests to endpoints on its own machine.
 */
const localOnly = Object.entries<Variable>(variables)
  .filter(([, { localOnly: isLocal }]) => isLocal === true)
  .map(([name]) => name);

/**
 * Reads a file of lines `NAME=value`. Empty lines and lines that begin with `#` are ignored.
 * @throws an error that contains a line number or the name of an entry, and never a value
 */
export function readSettings(file: string): Settings {
  const lines = readFileSync(file, 'utf8').split('\n');
  const pairs = lines.flatMap((line, index): [string, string][] => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      throw new Error(`${file}, line ${index + 1}: expected NAME=value`);
    }
    return [[name, value]];
  });
  for (const [name] of pairs) {
    if (!Object.hasOwn(variables, name) && !Object.hasOwn(projectSettings, name)) {
      throw new Error(`${file}: ${name} is neither an environment variable nor a project setting`);
    }
    if ((derived as readonly string[]).includes(name)) {
      throw new Error(`${file}: ${name} is set by the deployment itself`);
    }
    if ((localOnly as readonly string[]).includes(name)) {
      throw new Error(`${file}: ${name} is only for the local stack`);
    }
  }
  return Object.fromEntries(pairs);
}

/**
 * The host of the load balancer, which is the host of the console.
 * @throws an error with the name of the variable, and without its value
 */
export function hostOf(settings: Settings): string | undefined {
  const url = settings['CONSOLE_URL'];
  if (url === undefined || url === '') return undefined;
  if (!URL.canParse(url)) throw new Error('CONSOLE_URL is not a URL');
  return new URL(url).hostname;
}

/** For each database, the variable that contains its id. */
const databaseSettings = {
  mayfly: 'RECORDS_DATABASE',
  'mayfly-keys': 'KEYS_DATABASE',
  'mayfly-audit': 'AUDIT_DATABASE',
  'mayfly-access': 'ACCESS_DATABASE',
  'mayfly-reports': 'REPORTS_DATABASE',
} as const satisfies { readonly [id in DatabaseId]: VariableName };

/**
 * Finds the restored databases that the settings name. In each entry of the result, the name is the
 * id of a database in the manifest. The value is the id of the restored database that replaces it.
 */
export function restoredDatabases(settings: Settings): { readonly [database: string]: string } {
  const named = Object.entries(databaseSettings).flatMap(([id, setting]): [string, string][] => {
    const other = settings[setting];
    return other === undefined || other === '' || other === id ? [] : [[id, other]];
  });
  return Object.fromEntries(named);
}
