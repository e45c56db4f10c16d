import { backendName, functions } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import type { Project } from '../project.ts';
import { planResources, type Resource } from '../resource.ts';
import type { Step } from '../step.ts';

/** The functions that the load balancer can reach. */
export const balancedFunctions: readonly string[] = functions
  .filter(({ ingress }) => ingress === 'public')
  .map(({ name }) => name);

function groupOf({ region }: Project, functionName: string): Resource {
  const name = backendName(functionName);
  return {
    of: `endpoint group ${name}`,
    name,
    wanted: { networkEndpointType: 'SERVERLESS', cloudRun: { service: functionName } },
    create: {
      args: [
        'compute',
        'network-endpoint-groups',
        'create',
        name,
        `--region=${region}`,
        '--network-endpoint-type=serverless',
        `--cloud-run-service=${functionName}`,
      ],
    },
  };
}

/** A backend service writes no request logs, because these would contain callers' addresses. */
function serviceOf({ region }: Project, functionName: string): Resource {
  const name = backendName(functionName);
  const where = [name, `--region=${region}`];
  return {
    of: `backend ${name}`,
    name,
    wanted: {
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      protocol: 'HTTPS',
      logConfig: { enable: false },
    },
    create: {
      args: [
        'compute',
        'backend-services',
        'create',
        ...where,
        '--load-balancing-scheme=EXTERNAL_MANAGED',
        '--protocol=HTTPS',
        '--no-enable-logging',
      ],
    },
    change: {
      args: [
        'compute',
        'backend-services',
        'update',
        ...where,
        '--protocol=HTTPS',
        '--no-enable-logging',
      ],
    },
  };
}

/** Lets a function's backend service send requests to the function's endpoint group. */
function linkOf({ id, region }: Project, functionName: string): Resource {
  const name = backendName(functionName);
  const group = `projects/${id}/regions/${region}/networkEndpointGroups/${name}`;
  const add = {
    args: [
      'compute',
      'backend-services',
      'add-backend',
      name,
      `--region=${region}`,
      `--network-endpoint-group=${name}`,
      `--network-endpoint-group-region=${region}`,
    ],
  };
  return {
    of: `endpoint group of backend ${name}`,
    name,
    wanted: { backends: [{ group }] },
    create: add,
    change: add,
  };
}

/** An endpoint group and a backend service for each function that the load balancer can reach. */
export function reachFunctions(gcloud: Gcloud, project: Project): Step {
  const { region } = project;
  const all = (resourceOf: (project: Project, name: string) => Resource) =>
    balancedFunctions.map((name) => resourceOf(project, name));
  return {
    title: 'Backends',
    async plan() {
      const groups = ['compute', 'network-endpoint-groups', 'list'];
      const services = ['compute', 'backend-services', 'list'];
      const planned = await Promise.all([
        planResources(gcloud, groups, all(groupOf), region),
        planResources(gcloud, services, all(serviceOf), region),
        planResources(gcloud, services, all(linkOf), region),
      ]);
      return planned.flat();
    },
  };
}
