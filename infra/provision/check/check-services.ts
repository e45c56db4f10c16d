import { readConfig } from '#shared/base/config/read-config.ts';
import { proxiesBefore } from '../../manifest/load-balancer.ts';
import { type FunctionEntry, functions, variables } from '../../manifest.ts';
import { accountEmail, type Project } from '../project.ts';
import type { Finding } from './finding.ts';
import type { RunningService } from './read-services.ts';

/** The ingress at Cloud Run for each ingress of the manifest, and what another one would allow. */
const ingresses = {
  public: {
    is: 'internal-and-cloud-load-balancing',
    lets: 'callers reach it without the load balancer, which ends TLS in the region, or do not reach it at all',
  },
  scheduler: {
    is: 'internal',
    lets: 'callers other than Cloud Scheduler can reach its tasks',
  },
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

function checkIngress({ ingress }: FunctionEntry, service: RunningService): Finding[] {
  const of = `service ${service.name}`;
  const { is: expected, lets } = ingresses[ingress];
  const proxies = String(proxiesBefore[ingress]);
  const trusted = service.env['TRUSTED_PROXIES'] ?? '0';
  return [
    ...(service.ingress === expected
      ? []
      : [
          {
            of,
            problem: `its ingress is ${service.ingress}, so ${lets}`,
            fix: `deploy with --ingress=${expected}`,
          },
        ]),
    ...(trusted === proxies
      ? []
      : [
          {
            of,
            problem: `TRUSTED_PROXIES is ${trusted}, so the function cannot tell callers apart, or callers can forge their addresses`,
            fix: `set TRUSTED_PROXIES=${proxies}`,
          },
        ]),
  ];
}

/**
 * Finds differences between the deployed functions and the manifest, in their accounts, ingresses
 * and variables.
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
