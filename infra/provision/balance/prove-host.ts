import { loadBalancer } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import type { Project } from '../project.ts';
import { hostOf, type Settings } from '../read-settings.ts';
import { type Found, lastPart } from '../resource.ts';
import type { Planned, Step } from '../step.ts';
import { certificateName, type FoundCertificate, listOf } from './certify-host.ts';

type FoundAuthorization = {
  readonly name: string;
  readonly dnsResourceRecord?: {
    readonly name: string;
    readonly type: string;
    readonly data: string;
  };
};

async function recordsOf(gcloud: Gcloud, project: Project, host: string, name: string) {
  const [authorizations, addresses] = await Promise.all([
    gcloud.read<FoundAuthorization[]>(listOf('dns-authorizations', project)),
    gcloud.read<Found[]>(['compute', 'addresses', 'list']),
  ]);
  const own = authorizations.find((each) => lastPart(each.name) === name);
  const address = addresses.find((each) => each.name === loadBalancer.name)?.['address'];
  const { name: record, type, data } = own?.dnsResourceRecord ?? {};
  return `${record} ${type} ${data}; ${host}. A ${String(address)}`;
}

/**
 * Waits until Google has issued the certificate. Before that, the operator must set the DNS records
 * that the plan shows. One record proves who owns the host. Another contains the load balancer's
 * address.
 */
export function proveHost(gcloud: Gcloud, project: Project, settings: Settings): Step {
  return {
    title: 'DNS',
    async plan(): Promise<readonly Planned[]> {
      const [host, name] = [hostOf(settings), certificateName(settings)];
      if (host === undefined || name === undefined) return [];
      const certificates = await gcloud.read<FoundCertificate[]>(listOf('certificates', project));
      const found = certificates.find((each) => lastPart(each.name) === name);
      const state = found?.managed?.state;
      if (state === undefined || state === 'ACTIVE') return [];
      const records = await recordsOf(gcloud, project, host, name);
      const difference = `the certificate is ${state}; set these records: ${records}`;
      return [{ kind: 'waits', of: 'DNS', difference }];
    },
  };
}
