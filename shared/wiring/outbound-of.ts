import { lookup } from 'node:dns/promises';
import { type Config, isLocal } from '#shared/base/config/read-config.ts';
import { createSendOutbound, type SendOutbound } from '#shared/outbound/send-outbound.ts';

/**
 * The client for systems that tenants name, with the resolver of this machine. Receivers on this
 * machine are permitted in the local stack alone.
 */
export function outboundOf(config: Config): SendOutbound {
  return createSendOutbound({
    resolve: (hostname) => lookup(hostname, { all: true }),
    allowsLoopback: isLocal(config),
  });
}
