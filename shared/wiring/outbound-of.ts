import { lookup } from 'node:dns/promises';
import { type Config, isLocal } from '#shared/base/config/read-config.ts';
import { createSendOutbound, type SendOutbound } from '#shared/outbound/send-outbound.ts';
import { readTarget } from '#shared/outbound/target.ts';

/**
 * Creates the client for systems that tenants name. The machine of the process resolves the host
 * names of these systems. A receiver on the same machine is allowed only in the local stack.
 */
export function outboundOf(config: Config): SendOutbound {
  return createSendOutbound({
    resolve: (hostname) => lookup(hostname, { all: true }),
    allowsLoopback: isLocal(config),
  });
}

/**
 * Returns a function that is true for each URL that the client of {@link outboundOf} may call. The
 * check does not resolve the host name.
 */
export function targetsOf(config: Config): (url: string) => boolean {
  const allowsLoopback = isLocal(config);
  return (url) => readTarget(url, allowsLoopback) !== undefined;
}
