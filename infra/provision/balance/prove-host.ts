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

type FoundPart = Found & { readonly address?: string };

/** A part of the load balancer with the name `mayfly`. Another region may also have one. */
async function findPart(gcloud: Gcloud, { region }: Project, kind: string) {
  const all = await gcloud.read<FoundPart[]>(['compute', kind, 'list']);
  return all.find(
    (each) => each.name === loadBalancer.name && lastPart(each.region ?? '') === region,
  );
}

const addressRecord = (host: string, found: FoundPart | undefined) =>
  `${host}. A ${found?.address}`;

/**
 * Makes the plan if the operator provides the certificate. Nothing in the project shows whether the
 * host points to the load balancer. So the plan shows the DNS record until the forwarding rule
 * exists.
 */
async function planAddress(gcloud: Gcloud, project: Project, host: string): Promise<Planned[]> {
  const [address, rule] = await Promise.all([
    findPart(gcloud, project, 'addresses'),
    findPart(gcloud, project, 'forwarding-rules'),
  ]);
  if (address === undefined || rule !== undefined) return [];
  const difference = `set this record: ${addressRecord(host, address)}`;
  return [{ kind: 'waits', of: 'DNS', difference }];
}

async function recordsOf(gcloud: Gcloud, project: Project, host: string, name: string) {
  const [authorizations, address] = await Promise.all([
    gcloud.read<FoundAuthorization[]>(listOf('dns-authorizations', project)),
    findPart(gcloud, project, 'addresses'),
  ]);
  const own = authorizations.find((each) => lastPart(each.name) === name);
  const { name: record, type, data } = own?.dnsResourceRecord ?? {};
  return `${record} ${type} ${data}; ${addressRecord(host, address)}`;
}

/**
 * Waits until Google has issued the certificate. Before that, the operator must set the DNS records
 * that the plan shows. One record proves who owns the host. Another contains the load balancer's
 * address. If the operator provides the certificate, only the second record is needed.
 */
export function proveHost(gcloud: Gcloud, project: Project, settings: Settings): Step {
  return {
    title: 'DNS',
    async plan(): Promise<readonly Planned[]> {
      const [host, name] = [hostOf(settings), certificateName(settings)];
      if (host === undefined || name === undefined) return [];
      if (settings['CERTIFICATE']) return planAddress(gcloud, project, host);
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
