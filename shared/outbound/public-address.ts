import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 ranges without public hosts (https://www.iana.org/assignments/iana-ipv4-special-registry,
 * November 2026).
 */
const withheldV4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // addresses that the customers of one provider share
  ['127.0.0.0', 8], // this machine
  ['169.254.0.0', 16], // link-local, including the metadata server
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // former relays to IPv6
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['199.36.153.4', 30], // Google’s APIs, for private networks
  ['199.36.153.8', 30], // Google’s APIs, for private networks
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const;

/**
 * Ranges inside `2000::/3` that have no public hosts, or whose addresses contain an IPv4 address
 * (https://www.iana.org/assignments/iana-ipv6-special-registry, November 2026).
 */
const withheldV6 = [
  ['2001::', 23], // protocol assignments, including Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
] as const;

const withheld = new BlockList();
for (const [network, bits] of withheldV4) withheld.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of withheldV6) withheld.addSubnet(network, bits, 'ipv6');

/** The only part of IPv6 with public addresses. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/**
 * True if an address belongs to a public host. The address must have the form in which resolvers
 * write it. An IPv6 address outside `2000::/3` is never public: such addresses are mapped or
 * translated IPv4 addresses, local and link-local addresses, and multicast. The result is false for
 * a text that is not an address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !withheld.check(address, 'ipv4');
  // An address with a zone such as `%eth0` belongs to one network card of this machine.
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !withheld.check(address, 'ipv6');
}
