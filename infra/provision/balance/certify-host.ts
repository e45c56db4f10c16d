import { loadBalancer } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import type { Project } from '../project.ts';
import { hostOf, type Settings } from '../read-settings.ts';
import { lastPart, planResources, type Resource } from '../resource.ts';
import type { Planned, Step } from '../step.ts';

/**
 * A certificate in the list of Certificate Manager. `managed` is missing if the operator provides
 * the certificate.
 */
export type FoundCertificate = {
  readonly name: string;
  readonly managed?: { readonly state?: string };
};

/**
 * The name of a host's certificate and of its DNS authorization. A certificate cannot change its
 * host, so the name contains the host.
 */
function nameFor(host: string): string {
  return `${loadBalancer.name}-${host.replaceAll('.', '-')}`.slice(0, 63);
}

/**
 * Returns the name of the load balancer's certificate, or undefined if the settings name neither a
 * certificate nor a host.
 */
export function certificateName(settings: Settings): string | undefined {
  const host = hostOf(settings);
  return settings['CERTIFICATE'] || (host === undefined ? undefined : nameFor(host));
}

function authorizationOf({ region }: Project, host: string): Resource {
  const name = nameFor(host);
  return {
    of: `DNS authorization ${name}`,
    name,
    wanted: { domain: host },
    create: {
      args: [
        'certificate-manager',
        'dns-authorizations',
        'create',
        name,
        `--domain=${host}`,
        `--location=${region}`,
        '--type=PER_PROJECT_RECORD',
      ],
    },
  };
}

function certificateOf({ region }: Project, host: string): Resource {
  const name = nameFor(host);
  return {
    of: `certificate ${name}`,
    name,
    wanted: { managed: { domains: [host] } },
    create: {
      args: [
        'certificate-manager',
        'certificates',
        'create',
        name,
        `--domains=${host}`,
        `--dns-authorizations=${name}`,
        `--location=${region}`,
      ],
    },
  };
}

/**
 * The arguments of the `gcloud` command that lists the region's certificates or DNS authorizations.
 */
export const listOf = (group: 'certificates' | 'dns-authorizations', { region }: Project) => [
  'certificate-manager',
  group,
  'list',
  `--location=${region}`,
];

async function ownCertificate(gcloud: Gcloud, project: Project, name: string): Promise<Planned[]> {
  const found = await gcloud.read<FoundCertificate[]>(listOf('certificates', project));
  if (found.some((each) => lastPart(each.name) === name)) return [];
  const command = `gcloud certificate-manager certificates create ${name} --location=${project.region}`;
  return [
    {
      kind: 'refused',
      of: `certificate ${name}`,
      difference: `CERTIFICATE names it, but it is not in ${project.region}`,
      fix: `${command} --certificate-file=FILE --private-key-file=FILE`,
    },
  ];
}

/**
 * The certificate of the load balancer. The operator provides it, or Google issues it after a DNS
 * record has proved who owns the host. The certificate's private key stays in the region.
 */
export function certifyHost(gcloud: Gcloud, project: Project, settings: Settings): Step {
  const own = settings['CERTIFICATE'];
  return {
    title: 'Certificate',
    async plan() {
      if (own) return ownCertificate(gcloud, project, own);
      const host = hostOf(settings);
      if (host === undefined) {
        const difference = 'no host is known: run with --settings and a file that has CONSOLE_URL';
        return [{ kind: 'waits', of: 'certificate', difference }];
      }
      const [authorization, certificate] = await Promise.all([
        planResources(gcloud, listOf('dns-authorizations', project), [
          authorizationOf(project, host),
        ]),
        planResources(gcloud, listOf('certificates', project), [certificateOf(project, host)]),
      ]);
      return [...authorization, ...certificate];
    },
  };
}
