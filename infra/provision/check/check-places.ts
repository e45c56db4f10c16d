import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { isEuLocation, type Placed } from '#shared/base/config/eu-locations.ts';
import type { AdminDatabase } from '../admin-messages.ts';
import { isStatus } from '../is-status.ts';
import { type Project, ringName } from '../project.ts';
import type { Finding } from './finding.ts';
import type { RunningService } from './read-services.ts';

function outside(placed: Placed, of: string, location: string): Finding[] {
  if (isEuLocation(placed, location)) return [];
  return [
    {
      of,
      problem: `it lies in ${location}, outside the European Union`,
      fix: 'move it to a location that infra/manifest/locations.ts names, before it stores any data',
    },
  ];
}

/**
 * A list with the location of the key ring, as Cloud KMS reports it. If there is no key ring, the
 * list is empty.
 */
async function ringLocations(
  kms: KeyManagementServiceClient,
  project: Project,
): Promise<readonly string[]> {
  try {
    const [ring] = await kms.getKeyRing({ name: ringName(project) });
    return [/\/locations\/([^/]+)\//.exec(ring.name ?? '')?.[1] ?? 'unknown'];
  } catch (error) {
    if (isStatus(error, 'NOT_FOUND')) return [];
    throw error;
  }
}

/**
 * Finds resources outside the European Union. Google's services say where a resource is, so the
 * check does not trust the configuration.
 */
export async function checkPlaces(
  project: Project,
  found: {
    readonly databases: ReadonlyMap<string, AdminDatabase>;
    readonly services: readonly RunningService[];
    readonly kms: KeyManagementServiceClient;
  },
): Promise<Finding[]> {
  const rings = await ringLocations(found.kms, project);
  return [
    ...[...found.databases.values()].flatMap(({ name, locationId }) =>
      outside('database', `database ${name?.split('/').at(-1)}`, locationId ?? 'unknown'),
    ),
    ...rings.flatMap((location) => outside('keys', 'the key ring', location)),
    ...found.services.flatMap(({ name, location }) =>
      outside('compute', `service ${name}`, location),
    ),
  ];
}
