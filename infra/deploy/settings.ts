import { proxiesBefore } from '../manifest/load-balancer.ts';
import { type FunctionEntry, schedulerAccount, type VariableName, variables } from '../manifest.ts';
import { accountEmail, type Project, serviceUrl } from '../provision/project.ts';
import type { Settings } from '../provision/read-settings.ts';

/**
 * Returns the variables of a function. If the manifest fixes the value of a variable, the function
 * gets this value. Otherwise it gets the value of this deployment, or else the operator's setting.
 */
export function environmentOf(
  project: Project,
  projectNumber: string,
  entry: FunctionEntry,
  settings: Settings,
): Settings {
  const own: Settings = {
    GOOGLE_CLOUD_PROJECT: project.id,
    TRUSTED_PROXIES: String(proxiesBefore[entry.ingress]),
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
