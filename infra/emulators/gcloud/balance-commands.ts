import { type Command, CommandFailed, flag } from './command.ts';
import type { GcloudState, Thing } from './gcloud-state.ts';
import { addressOf, type Handlers, handlersOf, type Make, requireThing } from './listed-things.ts';

const upper = (text: string) => text.toUpperCase();

const network = handlersOf('compute networks', {
  create: {
    flags: ['subnet-mode'],
    make: (command) => ({ autoCreateSubnetworks: flag(command, 'subnet-mode') !== 'custom' }),
  },
});

const subnets = handlersOf('compute networks subnets', {
  create: {
    flags: ['network', 'region', 'range', 'purpose', 'role'],
    make: (command, state) => {
      requireThing(state, 'compute networks', flag(command, 'network'), undefined);
      return {
        ipCidrRange: flag(command, 'range'),
        purpose: flag(command, 'purpose'),
        role: flag(command, 'role'),
      };
    },
  },
});

const addresses = handlersOf('compute addresses', {
  create: {
    flags: ['region', 'network-tier'],
    make: (command) => ({
      addressType: 'EXTERNAL',
      networkTier: flag(command, 'network-tier'),
      address: '192.0.2.17',
    }),
  },
});

const tlsPolicy: Make = (command) => ({
  profile: flag(command, 'profile'),
  minTlsVersion: `TLS_${flag(command, 'min-tls-version').replace('.', '_')}`,
});
const tlsFlags = ['region', 'profile', 'min-tls-version'];
const tlsPolicies = handlersOf('compute ssl-policies', {
  create: { flags: tlsFlags, make: tlsPolicy },
  update: { flags: tlsFlags, make: tlsPolicy },
});

const groups = handlersOf('compute network-endpoint-groups', {
  create: {
    flags: ['region', 'network-endpoint-type', 'cloud-run-service'],
    make: (command, state) => {
      const service = flag(command, 'cloud-run-service');
      if (state.functions[service] === undefined) {
        throw new CommandFailed(`ERROR: Cloud Run service ${service} does not exist`);
      }
      return {
        networkEndpointType: upper(flag(command, 'network-endpoint-type')),
        cloudRun: { service },
      };
    },
  },
});

const logging = ({ flags }: Command) => ({ enable: !flags.has('no-enable-logging') });
const backends = handlersOf('compute backend-services', {
  create: {
    flags: ['region', 'load-balancing-scheme', 'protocol', 'no-enable-logging'],
    make: (command) => ({
      loadBalancingScheme: flag(command, 'load-balancing-scheme'),
      protocol: flag(command, 'protocol'),
      logConfig: logging(command),
    }),
  },
  update: {
    flags: ['region', 'protocol', 'no-enable-logging'],
    make: (command) => ({ protocol: flag(command, 'protocol'), logConfig: logging(command) }),
  },
  'add-backend': {
    flags: ['region', 'network-endpoint-group', 'network-endpoint-group-region'],
    make: (command, state, present) => {
      const name = flag(command, 'network-endpoint-group');
      const region = flag(command, 'network-endpoint-group-region');
      requireThing(state, 'compute network-endpoint-groups', name, region);
      const before = (present?.['backends'] ?? []) as readonly object[];
      const group = addressOf(command, 'networkEndpointGroups', name);
      return { backends: [...before, { group }] };
    },
  },
});

/** Refuses a URL map that names a missing backend service. */
function requireServices(state: GcloudState, map: string): void {
  for (const [, region, name = ''] of map.matchAll(/regions\/([^/"]+)\/backendServices\/([^/"]+)/g))
    requireThing(state, 'compute backend-services', name, region);
}

const maps = handlersOf('compute url-maps', {
  import: {
    flags: ['region'],
    make: (command, state) => {
      const told = command.input();
      requireServices(state, told);
      return JSON.parse(told) as Thing;
    },
  },
});

function proxyOf(command: Command, state: GcloudState): Thing {
  const [map, region] = [flag(command, 'url-map'), flag(command, 'url-map-region')];
  requireThing(state, 'compute url-maps', map, region);
  return { urlMap: addressOf(command, 'urlMaps', map) };
}

const httpsProxy: Make = (command, state) => {
  const certificate = flag(command, 'certificate-manager-certificates');
  const [region, policy] = [flag(command, 'region'), flag(command, 'ssl-policy')];
  requireThing(state, 'certificate-manager certificates', certificate, region);
  requireThing(state, 'compute ssl-policies', policy, flag(command, 'ssl-policy-region'));
  const of = `projects/${flag(command, 'project')}/locations/${region}/certificates/${certificate}`;
  return {
    ...proxyOf(command, state),
    sslPolicy: addressOf(command, 'sslPolicies', policy),
    sslCertificates: [`//certificatemanager.googleapis.com/${of}`],
  };
};

const proxyFlags = ['region', 'url-map', 'url-map-region'];
const httpsFlags = [
  ...proxyFlags,
  'certificate-manager-certificates',
  'ssl-policy',
  'ssl-policy-region',
];
const proxies = {
  ...handlersOf('compute target-https-proxies', {
    create: { flags: httpsFlags, make: httpsProxy },
    update: { flags: httpsFlags, make: httpsProxy },
  }),
  ...handlersOf('compute target-http-proxies', {
    create: { flags: proxyFlags, make: proxyOf },
    update: { flags: proxyFlags, make: proxyOf },
  }),
};

const kinds = {
  'target-https-proxy': ['compute target-https-proxies', 'targetHttpsProxies'],
  'target-http-proxy': ['compute target-http-proxies', 'targetHttpProxies'],
} as const;

const rules = handlersOf('compute forwarding-rules', {
  create: {
    flags: [
      'region',
      'load-balancing-scheme',
      'network-tier',
      'network',
      'address',
      'ports',
      ...Object.keys(kinds).flatMap((kind) => [kind, `${kind}-region`]),
    ],
    make: (command, state) => {
      const kind = command.flags.has('target-https-proxy')
        ? 'target-https-proxy'
        : 'target-http-proxy';
      const [group, plural] = kinds[kind];
      const [target, region] = [flag(command, kind), flag(command, `${kind}-region`)];
      requireThing(state, group, target, region);
      requireThing(state, 'compute addresses', flag(command, 'address'), region);
      requireThing(state, 'compute networks', flag(command, 'network'), undefined);
      const subnets = Object.values(state.things['compute networks subnets'] ?? {});
      if (!subnets.some(({ purpose }) => purpose === 'REGIONAL_MANAGED_PROXY')) {
        throw new CommandFailed('ERROR: An active proxy-only subnetwork is required');
      }
      return {
        target: addressOf(command, plural, target),
        portRange: `${flag(command, 'ports')}-${flag(command, 'ports')}`,
        loadBalancingScheme: flag(command, 'load-balancing-scheme'),
        networkTier: flag(command, 'network-tier'),
      };
    },
  },
});

/** Returns the full name with which Certificate Manager lists a resource. */
const fullName = (command: Command, kind: string) =>
  `projects/${flag(command, 'project')}/locations/${flag(command, 'location')}/${kind}/${command.words.at(-1)}`;

const certificates = {
  ...handlersOf('certificate-manager dns-authorizations', {
    create: {
      flags: ['domain', 'location', 'type'],
      make: (command) => {
        const domain = flag(command, 'domain');
        return {
          name: fullName(command, 'dnsAuthorizations'),
          domain,
          dnsResourceRecord: {
            name: `_acme-challenge_x.${domain}.`,
            type: 'CNAME',
            data: 'x.authorize.certificatemanager.goog.',
          },
        };
      },
    },
  }),
  ...handlersOf('certificate-manager certificates', {
    create: {
      flags: ['domains', 'dns-authorizations', 'location'],
      make: (command, state) => {
        const authorization = flag(command, 'dns-authorizations');
        const location = flag(command, 'location');
        requireThing(state, 'certificate-manager dns-authorizations', authorization, location);
        return {
          name: fullName(command, 'certificates'),
          managed: { domains: flag(command, 'domains').split(','), state: 'PROVISIONING' },
        };
      },
    },
  }),
};

/** Emulates the commands of `gcloud` for the load balancer and its certificate. */
export const balanceHandlers: Handlers = {
  ...network,
  ...subnets,
  ...addresses,
  ...tlsPolicies,
  ...groups,
  ...backends,
  ...maps,
  ...proxies,
  ...rules,
  ...certificates,
};
