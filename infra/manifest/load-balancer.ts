/**
 * The regional external Application Load Balancer, which ends TLS in the European Union. All its
 * parts are at `locations.compute`. The operator sets its domain and certificate.
 */
export const loadBalancer = {
  /** The name of its network, address, URL map, proxies and TLS policy. */
  name: 'mayfly',
  /** The network of the load balancer's proxies; nothing else uses it. */
  proxySubnet: { name: 'mayfly-proxies', range: '10.129.0.0/23' },
  /** In the standard tier, traffic enters Google’s network in the region itself. */
  networkTier: 'STANDARD',
  /** Clients with older protocols or ciphers are refused. */
  tls: { profile: 'MODERN', oldest: '1.2' },
  /** Redirects plain HTTP to HTTPS. */
  redirect: 'mayfly-to-https',
} as const;

/** The name of the endpoint group and of the backend service that lead to a function. */
export function backendName(functionName: string): string {
  return `mayfly-${functionName}`;
}

/**
 * The number of proxies that add an address before a request reaches a function: one for the load
 * balancer, or none.
 */
export const proxiesBefore = { public: 1, scheduler: 0 } as const;
