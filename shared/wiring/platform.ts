import type { Identify } from '#shared/access/identity.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import type { TaskAppDeps } from '#shared/http/create-task-app.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { Store } from '#shared/store/store.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { Signer, SigningKey } from '#shared/vault/signer.ts';
import { type Machine, machine } from './machine.ts';

/**
 * The clients of the key service. `caller` is the name of a function, which can use only the keys
 * that it was granted.
 */
export type KeyService = {
  readonly wrapperOf: (caller: string) => KeyWrapper;
  readonly signerOf: (caller: string, key: SigningKey) => Signer;
  readonly versionsOf?: (caller: string) => KeyVersions;
};

/** Replacements for outside services. Without them the real services are used. */
export type StandIns = {
  /** Replaces Cloud KMS. */
  readonly keys?: KeyService;
  /**
   * Replaces identity providers and sessions: this function identifies the person who sends a
   * request.
   */
  readonly identify?: Identify;
  /** Replaces the origins that tenants have registered. */
  readonly origins?: OriginLookup;
  /** Replaces the client for tenants' systems. */
  readonly outbound?: SendOutbound;
  /** Replaces the check of Cloud Scheduler's tokens. */
  readonly checkScheduler?: TaskAppDeps['checkScheduler'];
};

/** The parts that every process has: its configuration, its machine and its store. */
export type Platform = Machine &
  StandIns & {
    readonly config: Config;
    readonly store: Store;
  };

export type PlatformOverrides = Partial<Omit<Platform, 'config'>>;

/**
 * Creates the platform of a process that has its own store. Parts that the process does not provide
 * are taken from the machine. No client of Google is loaded, because tests and simulations do not
 * need one.
 */
export function createPlatform(
  config: Config,
  overrides: PlatformOverrides & Pick<Platform, 'store'>,
): Platform {
  return { ...machine, ...overrides, config };
}
