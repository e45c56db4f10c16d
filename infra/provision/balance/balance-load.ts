import { loadBalancer } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import type { Project } from '../project.ts';
import type { Settings } from '../read-settings.ts';
import { planResources, type Resource, type Values } from '../resource.ts';
import type { Step } from '../step.ts';
import { certificateName } from './certify-host.ts';
import { redirectMap, urlMapOf } from './url-map.ts';

const { name, redirect, networkTier } = loadBalancer;

const inRegion = ({ id, region }: Project, kind: string, of: string) =>
  `projects/${id}/regions/${region}/${kind}/${of}`;

function mapOf({ region }: Project, map: Values & { readonly name: string }): Resource {
  const args = ['compute', 'url-maps', 'import', map.name, `--region=${region}`];
  // The command reads YAML. JSON is also valid YAML.
  const put = { args, input: JSON.stringify(map, null, 2) };
  return { of: `URL map ${map.name}`, name: map.name, wanted: map, create: put, change: put };
}

function httpsProxyOf(project: Project, certificate: string): Resource {
  const { id, region } = project;
  const flags = [
    `--region=${region}`,
    `--url-map=${name}`,
    `--url-map-region=${region}`,
    `--certificate-manager-certificates=${certificate}`,
    `--ssl-policy=${name}`,
    `--ssl-policy-region=${region}`,
  ];
  return {
    of: `HTTPS proxy ${name}`,
    name,
    wanted: {
      urlMap: inRegion(project, 'urlMaps', name),
      sslPolicy: inRegion(project, 'sslPolicies', name),
      sslCertificates: [`projects/${id}/locations/${region}/certificates/${certificate}`],
    },
    create: { args: ['compute', 'target-https-proxies', 'create', name, ...flags] },
    change: { args: ['compute', 'target-https-proxies', 'update', name, ...flags] },
  };
}

function httpProxyOf(project: Project): Resource {
  const { region } = project;
  const flags = [`--region=${region}`, `--url-map=${redirect}`, `--url-map-region=${region}`];
  return {
    of: `HTTP proxy ${redirect}`,
    name: redirect,
    wanted: { urlMap: inRegion(project, 'urlMaps', redirect) },
    create: { args: ['compute', 'target-http-proxies', 'create', redirect, ...flags] },
    change: { args: ['compute', 'target-http-proxies', 'update', redirect, ...flags] },
  };
}

function ruleOf(project: Project, port: 443 | 80): Resource {
  const { region } = project;
  const [rule, kind, group] =
    port === 443
      ? [name, 'target-https-proxy', 'targetHttpsProxies']
      : [redirect, 'target-http-proxy', 'targetHttpProxies'];
  const target = [`--${kind}=${rule}`, `--${kind}-region=${region}`];
  return {
    of: `forwarding rule ${rule}`,
    name: rule,
    wanted: {
      target: inRegion(project, group, rule),
      portRange: `${port}-${port}`,
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      networkTier,
    },
    create: {
      args: [
        'compute',
        'forwarding-rules',
        'create',
        rule,
        `--region=${region}`,
        '--load-balancing-scheme=EXTERNAL_MANAGED',
        `--network-tier=${networkTier}`,
        `--network=${name}`,
        `--address=${name}`,
        `--ports=${port}`,
        ...target,
      ],
    },
  };
}

/**
 * Returns the step for the parts that receive requests: the URL map of the manifest, the proxy that
 * ends TLS with the certificate, and the rules that connect the address with the proxies. A second
 * proxy redirects plain HTTP to HTTPS.
 */
export function balanceLoad(gcloud: Gcloud, project: Project, settings: Settings): Step {
  const { region } = project;
  const certificate = certificateName(settings);
  const list = (group: string) => ['compute', group, 'list'];
  return {
    title: 'Load balancer',
    async plan() {
      const maps = [mapOf(project, urlMapOf(project)), mapOf(project, redirectMap)];
      const planned = [
        planResources(gcloud, list('url-maps'), maps, region),
        planResources(gcloud, list('target-http-proxies'), [httpProxyOf(project)], region),
        planResources(gcloud, list('forwarding-rules'), [ruleOf(project, 80)], region),
      ];
      if (certificate === undefined) return (await Promise.all(planned)).flat();
      const https = [httpsProxyOf(project, certificate)];
      planned.push(
        planResources(gcloud, list('target-https-proxies'), https, region),
        planResources(gcloud, list('forwarding-rules'), [ruleOf(project, 443)], region),
      );
      return (await Promise.all(planned)).flat();
    },
  };
}
