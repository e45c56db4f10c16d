import { readConfig } from '#shared/base/config/read-config.ts';
import { proxiesBefore } from '../../manifest/load-balancer.ts';
import { type FunctionEntry, functions, variables } from '../../manifest.ts';
import { accountEmail, type Project } from '../project.ts';
import type { Finding } from './finding.ts';
import type { RunningService } from './read-services.ts';

/**
 * The number of proxies that add an address to a request on its way to the function. It depends on
 * the ingress of the function.
 */
const proxies = {
  all: '0',
  'internal-and-cloud-load-balancing': String(proxiesBefore.public),
} as const;

/**
 * Returns why a function with these variables would not start, or undefined if it would start. The
 * text contains no value of a variable.
 */
export function refusedConfiguration(env: RunningService['env']): string | undefined {
  try {
    readConfig(env);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'configuration refused';
  }
}

function checkVariables(entry: FunctionEntry, service: RunningService): Finding[] {
  const of = `service ${service.name}`;
  const refused = refusedConfiguration(service.env);
  const wrong = entry.environment.filter((name) => {
    const { value } = variables[name] as { readonly value?: string };
    return value !== undefined && service.env[name] !== value;
  });
  return [
    ...(refused === undefined
      ? []
      : [
          {
            of,
            problem: refused,
            fix: 'set the variables that the problem names, and deploy again',
          },
        ]),
    ...wrong.map((name) => ({
      of,
      problem: `${name} is not what the manifest says`,
      fix: `deploy with ${name} as infra/manifest/variables.ts says`,
    })),
  ];
}

function checkIngress(entry: FunctionEntry, service: RunningService): Finding[] {
  const of = `service ${service.name}`;
  if (entry.ingress === 'scheduler') {
    if (service.ingress === 'internal') return [];
    return [
      {
        of,
        problem: `its ingress is ${service.ingress}, so callers other than Cloud Scheduler can reach its tasks`,
        fix: 'deploy with --ingress=internal',
      },
    ];
  }
  const expected = proxies[service.ingress as keyof typeof proxies];
  const is = service.env['TRUSTED_PROXIES'] ?? '0';
  if (expected === is) return [];
  return [
    {
      of,
      problem: `TRUSTED_PROXIES is ${is} and its ingress is ${service.ingress}, so the function cannot tell callers apart, or callers can forge their addresses`,
      fix:
        expected === undefined
          ? 'deploy with --ingress=internal-and-cloud-load-balancing and TRUSTED_PROXIES=1'
          : `set TRUSTED_PROXIES=${expected}`,
    },
  ];
}

/**
 * Finds differences between the deployed functions and the manifest, in their accounts, ingresses
 * and variables. A public function may also have the ingress `all`, if `TRUSTED_PROXIES` is 0.
 */
export function checkServices(project: Project, services: readonly RunningService[]): Finding[] {
  return functions.flatMap((entry) => {
    const service = services.find(({ name }) => name === entry.name);
    if (service === undefined) return [];
    const account = accountEmail(project, entry.name);
    const ofAccount =
      service.account === account
        ? []
        : [
            {
              of: `service ${service.name}`,
              problem: `it runs as ${service.account}, which is not its own account`,
              fix: `deploy with --service-account=${account}`,
            },
          ];
    return [...ofAccount, ...checkIngress(entry, service), ...checkVariables(entry, service)];
  });
}
