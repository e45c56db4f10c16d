/**
 * The regional external Application Load Balancer, which ends TLS in the European Union. All its
 * parts are at `locations.compute`. The operator sets its domain and certificate.
 */
export const loadBalancer = {
  /** The name of its network, address, URL map, HTTPS proxy, TLS policy and rule for HTTPS. */
  name: 'mayfly',
  /** The subnet of the load balancer's proxies. Nothing else uses it. */
  proxySubnet: { name: 'mayfly-proxies', range: '10.129.0.0/23' },
  /** In the standard tier, a request enters Google’s network in the region, not near the caller. */
  networkTier: 'STANDARD',
  /** The load balancer refuses clients with older protocols or ciphers. */
  tls: { profile: 'MODERN', oldest: '1.2' },
  /** The name of the parts that redirect plain HTTP to HTTPS. */
  redirect: 'mayfly-to-https',
} as const;

/** Returns the name of the endpoint group and of the backend service that lead to a function. */
export function backendName(functionName: string): string {
  return `mayfly-${functionName}`;
}

/**
 * For each ingress, the number of proxies that add an address to a request before the function gets
 * the request. For `public` this is one proxy, the load balancer.
 */
export const proxiesBefore = { public: 1, scheduler: 0 } as const;
