/**
 * The regional external Application Load Balancer that ends TLS in the European Union. Everything of
 * it lies at `locations.compute`. Its domain and its certificate are settings of the operator.
 */
export const loadBalancer = {
  /** Its network, address, URL map, proxies and TLS policy have this name. */
  name: 'mayfly',
  /** Where Google runs the proxies of the load balancer; nothing else uses this network. */
  proxySubnet: { name: 'mayfly-proxies', range: '10.129.0.0/23' },
  /** The standard tier brings traffic into Google’s network in the region itself. */
  networkTier: 'STANDARD',
  /** Clients with older protocols or ciphers are refused. */
  tls: { profile: 'MODERN', oldest: '1.2' },
  /** Sends what comes by plain HTTP to HTTPS. */
  redirect: 'mayfly-to-https',
} as const;

/** What leads from the load balancer to a function: its network endpoint group and backend service. */
export function backendName(functionName: string): string {
  return `mayfly-${functionName}`;
}

/** How many proxies add an address before a request reaches a function: the load balancer, or none. */
export const proxiesBefore = { public: 1, scheduler: 0 } as const;
