import { readFileSync } from 'node:fs';
import { type FunctionEntry, schedulerAccount, type VariableName, variables } from '../manifest.ts';
import { accountEmail, type Project, serviceUrl } from '../provision/project.ts';

/** What an operator decides about a deployment: variables by their names. */
export type Settings = { readonly [name: string]: string };

/** Variables that a deployment sets itself. */
const derived = [
  'GOOGLE_CLOUD_PROJECT',
  'TRUSTED_PROXIES',
  'TASKS_AUDIENCE',
  'TASKS_SERVICE_ACCOUNT',
] as const satisfies readonly VariableName[];

/**
 * Reads a file of lines `NAME=value`; empty lines and lines that begin with `#` are left out.
 * @throws an error that names a line or a variable, and never a value
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
    if (!Object.hasOwn(variables, name)) throw new Error(`${file}: ${name} is no variable`);
    if ((derived as readonly string[]).includes(name)) {
      throw new Error(`${file}: ${name} is set by the deployment itself`);
    }
  }
  return Object.fromEntries(pairs);
}

/** The variables of a function: what the manifest fixes, what the deployment knows, and the settings. */
export function environmentOf(
  project: Project,
  projectNumber: string,
  entry: FunctionEntry,
  settings: Settings,
): Settings {
  const own: Settings = {
    GOOGLE_CLOUD_PROJECT: project.id,
    // The load balancer in front of public functions counts as a proxy.
    TRUSTED_PROXIES: entry.ingress === 'public' ? '1' : '0',
    TASKS_AUDIENCE: serviceUrl(project, projectNumber, entry.name),
    TASKS_SERVICE_ACCOUNT: accountEmail(project, schedulerAccount),
  };
  const fixed = (name: VariableName) => (variables[name] as { readonly value?: string }).value;
  return Object.fromEntries(
    entry.environment.flatMap((name): [string, string][] => {
      const value = fixed(name) ?? own[name] ?? settings[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
