import { lookup } from 'node:dns/promises';
import { type Config, isLocal } from '#shared/base/config/read-config.ts';
import { createSendOutbound, type SendOutbound } from '#shared/outbound/send-outbound.ts';
import { readTarget } from '#shared/outbound/target.ts';

/**
 * The client for systems that tenants name, with the resolver of this machine. Receivers on this
 * machine are permitted only in the local stack.
 */
export function outboundOf(config: Config): SendOutbound {
  return createSendOutbound({
    resolve: (hostname) => lookup(hostname, { all: true }),
    allowsLoopback: isLocal(config),
  });
}

/** Whether that client may call a URL, by the URL alone. */
export function targetsOf(config: Config): (url: string) => boolean {
  const allowsLoopback = isLocal(config);
  return (url) => readTarget(url, allowsLoopback) !== undefined;
}
