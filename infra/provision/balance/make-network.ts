import { loadBalancer } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import type { Project } from '../project.ts';
import { planResources, type Resource } from '../resource.ts';
import type { Step } from '../step.ts';

const { name, proxySubnet, networkTier, tls } = loadBalancer;

function networkOf(): Resource {
  return {
    of: `network ${name}`,
    name,
    wanted: { autoCreateSubnetworks: false },
    create: { args: ['compute', 'networks', 'create', name, '--subnet-mode=custom'] },
  };
}

function subnetOf({ region }: Project): Resource {
  const role = { purpose: 'REGIONAL_MANAGED_PROXY', role: 'ACTIVE' } as const;
  return {
    of: `subnet ${proxySubnet.name}`,
    name: proxySubnet.name,
    wanted: { ...role, ipCidrRange: proxySubnet.range },
    create: {
      args: [
        'compute',
        'networks',
        'subnets',
        'create',
        proxySubnet.name,
        `--network=${name}`,
        `--region=${region}`,
        `--range=${proxySubnet.range}`,
        `--purpose=${role.purpose}`,
        `--role=${role.role}`,
      ],
    },
  };
}

function addressOf({ region }: Project): Resource {
  return {
    of: `address ${name}`,
    name,
    wanted: { networkTier, addressType: 'EXTERNAL' },
    create: {
      args: [
        'compute',
        'addresses',
        'create',
        name,
        `--region=${region}`,
        `--network-tier=${networkTier}`,
      ],
    },
  };
}

function tlsPolicyOf({ region }: Project): Resource {
  const flags = [
    `--region=${region}`,
    `--profile=${tls.profile}`,
    `--min-tls-version=${tls.oldest}`,
  ];
  return {
    of: `TLS policy ${name}`,
    name,
    wanted: { profile: tls.profile, minTlsVersion: `TLS_${tls.oldest.replace('.', '_')}` },
    create: { args: ['compute', 'ssl-policies', 'create', name, ...flags] },
    change: { args: ['compute', 'ssl-policies', 'update', name, ...flags] },
  };
}

/**
 * The parts of the load balancer that need no function: network, subnet, address and TLS policy.
 */
export function makeNetwork(gcloud: Gcloud, project: Project): Step {
  const { region } = project;
  const list = (...group: string[]) => ['compute', ...group, 'list'];
  return {
    title: 'Network',
    async plan() {
      const planned = await Promise.all([
        planResources(gcloud, list('networks'), [networkOf()]),
        planResources(gcloud, list('networks', 'subnets'), [subnetOf(project)], region),
        planResources(gcloud, list('addresses'), [addressOf(project)], region),
        planResources(gcloud, list('ssl-policies'), [tlsPolicyOf(project)], region),
      ]);
      return planned.flat();
    },
  };
}
