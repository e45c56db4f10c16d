import { type Authenticate, createAuthenticate } from '#shared/access/authenticate.ts';
import type { Identify } from '#shared/access/identity.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { categories } from '#shared/categories/registry.ts';
import { createLogger, type LogDestination } from '#shared/http/logger.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import { createOriginLookup } from '#shared/settings/origin-lookup.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import type { Store } from '#shared/store/store.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { connectKmsSigner } from '#shared/vault/kms-signer.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createRecordDeps } from '#shared/wiring/record-deps.ts';
import type { FunctionName } from '../../manifest.ts';
import type { LocalClock } from '../clock.ts';

/** What the functions of the stack share: one clock, one connection to Firestore, one log. */
export interface Platform {
  config: Config;
  now: Clock;
  /** Calls the listener whenever the clock is set. */
  readonly onClockMoved: (listener: () => void) => void;
  store: Store;
  /** The key service as one function sees it, which uses the keys granted to it and no others. */
  wrapperOf(caller: FunctionName): KeyWrapper;
  /** The key that signs, as one function may use it. */
  signerOf(caller: FunctionName): Signer;
  logTo: LogDestination;
  /** Finds out which person a request comes from, as one function does. */
  identifyAs(caller: FunctionName): Identify | undefined;
  /** Origins that tenants have registered; none without. */
  origins?: OriginLookup;
}

// The clients are never closed, the process ends with them: a call that is still under way when its
// Firestore client is terminated would end in an unhandled rejection.
export function createPlatform(config: Config, clock: LocalClock, logTo: LogDestination): Platform {
  const projectId = config.GOOGLE_CLOUD_PROJECT;
  const store = connectFirestore({
    projectId,
    emulatorHost: config.FIRESTORE_EMULATOR_HOST,
    collections,
  });
  const kms = { location: config.KMS_LOCATION, emulatorHost: config.KMS_EMULATOR_HOST };
  const wrapperOf = (caller: FunctionName) => connectKms({ projectId, ...kms, caller });
  const keyVersion = config.SIGNING_KEY_VERSION;
  const signerOf = (caller: FunctionName) =>
    connectKmsSigner({ projectId, ...kms, caller, keyVersion });
  const { now, onMoved: onClockMoved } = clock;
  const identifyAs = (caller: FunctionName) =>
    createLocalPersonAccess({ config, now, store, wrapperOf }, caller).identify;
  const origins = createOriginLookup({ store, now });
  return { config, now, onClockMoved, store, wrapperOf, signerOf, logTo, identifyAs, origins };
}

export function createLocalRecordDeps(platform: Platform, caller: FunctionName) {
  const { config, now, store } = platform;
  const records = createRecordDeps({
    logger: createLogger('info', caller, platform.logTo),
    store,
    wrapper: platform.wrapperOf(caller),
    now,
    lookupCost: config.LOOKUP_COST,
    purgeShards: config.PURGE_SHARDS,
  });
  platform.onClockMoved(() => records.keyring.forget());
  return records;
}

/** The manager log as a function writes it: it can add entries and read none. */
export function createLocalManagerLog(platform: Platform, caller: FunctionName) {
  const { config, now, store } = platform;
  const encrypter = platform.wrapperOf(caller);
  return createManagerLog({ store, encrypter, now, purgeShards: config.PURGE_SHARDS });
}

/** Who people are to a function, and who may vouch for them. */
export function createLocalPeople(
  platform: Pick<Platform, 'config' | 'now' | 'store' | 'wrapperOf'>,
  caller: FunctionName,
) {
  return createLocalPersonAccess(platform, caller).people;
}

/** Authenticates as the function does: API keys, and people where the stack has an identity provider. */
export function createLocalAuthenticate(platform: Platform, caller: FunctionName): Authenticate {
  const identify = platform.identifyAs(caller);
  const people = identify && { ...createLocalPeople(platform, caller), identify };
  return createAuthenticate({ ...platform, categories, people });
}

/** How one function finds out which person calls, with the keys that are granted to it. */
export function createLocalPersonAccess(
  platform: Pick<Platform, 'config' | 'now' | 'store' | 'wrapperOf'>,
  caller: FunctionName,
) {
  const { config, now, store } = platform;
  return createPersonAccess({ config, store, wrapper: platform.wrapperOf(caller), now });
}
