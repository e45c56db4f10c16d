/**
 * The regional external Application Load Balancer, which ends TLS in the European Union. All its
 * parts are at `locations.compute`. The operator sets its domain and certificate.
 */
export const loadBalancer = {
  /** Its network, its address, its URL map, its proxies and its TLS policy all have this name. */
  name: 'mayfly',
  /** The network of the load balancer's proxies; nothing else uses it. */
  proxySubnet: { name: 'mayfly-proxies', range: '10.129.0.0/23' },
  /** In the standard tier, a request enters Google’s network in the region, not near the caller. */
  networkTier: 'STANDARD',
  /** Clients with older protocols or ciphers are refused. */
  tls: { profile: 'MODERN', oldest: '1.2' },
  /** Redirects plain HTTP to HTTPS. */
  redirect: 'mayfly-to-https',
} as const;

/**
 * A function has an endpoint group and a backend service with this name. They lead to the function.
 */
export function backendName(functionName: string): string {
  return `mayfly-${functionName}`;
}

/**
 * For each ingress: how many proxies add an address to a request before the function gets it. For
 * `public` this is one, the load balancer.
 */
export const proxiesBefore = { public: 1, scheduler: 0 } as const;
