import type { KeyManagementServiceClient, protos } from '@google-cloud/kms';
import { type Key, keyRing, keys } from '../../manifest.ts';
import { isStatus } from '../is-status.ts';
import { type Project, ringName } from '../project.ts';
import type { Planned, Step } from '../step.ts';

type FoundKey = protos.google.cloud.kms.v1.ICryptoKey;

export type KeyOptions = {
  /** The present time in milliseconds since 1970. The next rotation is calculated from it. */
  readonly now: () => number;
  /** Options for each call. They tell the KMS emulator who is calling. */
  readonly callOptions: () => object;
};

const daySeconds = 86_400;
const purposes = { symmetric: 'ENCRYPT_DECRYPT', signing: 'ASYMMETRIC_SIGN' } as const;

/** How often a key rotates, and when it rotates next: one period after `nowMs`. */
function rotationOf({ rotationDays }: Key, nowMs: number) {
  if (rotationDays === null) return {};
  const seconds = rotationDays * daySeconds;
  return {
    rotationPeriod: { seconds },
    nextRotationTime: { seconds: Math.floor(nowMs / 1_000) + seconds },
  };
}

function keyCreation(
  kms: KeyManagementServiceClient,
  project: Project,
  key: Key,
  { now, callOptions }: KeyOptions,
): Planned {
  return {
    kind: 'create',
    of: `key ${key.id}`,
    carryOut: async () => {
      await kms.createCryptoKey(
        {
          parent: ringName(project),
          cryptoKeyId: key.id,
          cryptoKey: {
            purpose: purposes[key.purpose],
            versionTemplate: { algorithm: key.algorithm },
            destroyScheduledDuration: { seconds: key.destroyDays * daySeconds },
            ...rotationOf(key, now()),
          },
        },
        callOptions(),
      );
    },
  };
}

const daysOf = (duration: { readonly seconds?: unknown } | null | undefined) =>
  duration?.seconds === undefined || duration.seconds === null
    ? null
    : Number(duration.seconds) / daySeconds;

/**
 * Refuses changes of the properties that stay the same for the life of a key. Cloud KMS itself
 * could change only the algorithm, and only for new versions.
 */
function fixedAtCreation(key: Key, found: FoundKey): Planned[] {
  const wanted = {
    purpose: [found.purpose, purposes[key.purpose]],
    algorithm: [found.versionTemplate?.algorithm, key.algorithm],
    'days until a version is destroyed': [daysOf(found.destroyScheduledDuration), key.destroyDays],
  } as const;
  return Object.entries(wanted)
    .filter(([, [is, must]]) => is !== must)
    .map(([what, [is, must]]) => ({
      kind: 'refused',
      of: `key ${key.id}`,
      difference: `${what}: it is ${is}, and the manifest says ${must}`,
      fix: 'apply does not change this for an existing key: change the manifest, or begin in a new project',
    }));
}

function keyChanges(
  kms: KeyManagementServiceClient,
  key: Key,
  found: FoundKey,
  { now, callOptions }: KeyOptions,
): Planned[] {
  const refusals = fixedAtCreation(key, found);
  const is = daysOf(found.rotationPeriod);
  if (is === key.rotationDays) return refusals;
  const told = (days: number | null) => (days === null ? 'only by hand' : `every ${days} days`);
  return [
    ...refusals,
    {
      kind: 'change',
      of: `key ${key.id}`,
      difference: `it rotates ${told(is)}, and the manifest says ${told(key.rotationDays)}`,
      carryOut: async () => {
        await kms.updateCryptoKey(
          {
            cryptoKey: { name: found.name ?? '', ...rotationOf(key, now()) },
            updateMask: { paths: ['rotation_period', 'next_rotation_time'] },
          },
          callOptions(),
        );
      },
    },
  ];
}

/**
 * Creates the key ring and its keys, and corrects how often keys rotate. A key that is not in the
 * manifest is not destroyed, because its destruction could lose data.
 */
export function createKeys(
  kms: KeyManagementServiceClient,
  project: Project,
  options: KeyOptions,
): Step {
  const ring = ringName(project);
  const ringIsThere = async () => {
    try {
      await kms.getKeyRing({ name: ring }, options.callOptions());
      return true;
    } catch (error) {
      if (isStatus(error, 'NOT_FOUND')) return false;
      throw error;
    }
  };
  return {
    title: 'Keys',
    async plan() {
      const isThere = await ringIsThere();
      const [found] = isThere
        ? await kms.listCryptoKeys({ parent: ring }, options.callOptions())
        : [[]];
      const byName = new Map(found.map((key) => [key.name ?? '', key]));
      const changes = keys.map((key: Key) => {
        const there = byName.get(`${ring}/cryptoKeys/${key.id}`);
        return there === undefined
          ? [keyCreation(kms, project, key, options)]
          : keyChanges(kms, key, there, options);
      });
      if (isThere) return changes.flat();
      const parent = ring.slice(0, ring.indexOf('/keyRings/'));
      const ringCreation: Planned = {
        kind: 'create',
        of: `key ring ${keyRing}`,
        carryOut: async () => {
          await kms.createKeyRing({ parent, keyRingId: keyRing }, options.callOptions());
        },
      };
      return [ringCreation, ...changes.flat()];
    },
  };
}
