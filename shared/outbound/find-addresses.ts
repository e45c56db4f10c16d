import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** An IP address of a host, in the form that `dns.lookup` returns. */
export type ResolvedAddress = { readonly address: string; readonly family: number };

/**
 * Finds all IP addresses of a name. If there are none, it throws an error or returns an empty list.
 */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

const loopbackAddresses: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/**
 * Resolves a name once, and returns its IP addresses. The name is refused if it has no address, or
 * if one of its addresses is not public. The name of a public system has only public addresses. In
 * the local stack, addresses of this machine are allowed too.
 * @returns `refused`, or at least one address that the client may connect to
 * @throws the errors of the resolver
 */
export async function findAddresses(
  deps: { readonly resolve: Resolve; readonly allowsLoopback: boolean },
  hostname: string,
): Promise<'refused' | readonly ResolvedAddress[]> {
  const family = isIP(hostname);
  const found = family === 0 ? await deps.resolve(hostname) : [{ address: hostname, family }];
  const isAllowed = ({ address }: ResolvedAddress) =>
    isPublicAddress(address) || (deps.allowsLoopback && loopbackAddresses.has(address));
  return found.length > 0 && found.every(isAllowed) ? found : 'refused';
}
