import { expect, test } from 'vitest';
import { databases, locations, region } from '../../manifest.ts';
import type { Project } from '../project.ts';
import { restoredDatabases } from '../read-settings.ts';
import { type AdminClient, createDatabases } from './create-databases.ts';

const project = { id: 'demo-mayfly', region, locations };

/** The plan for a project with these databases, each as the manifest requires it. */
function planWith(ids: readonly string[], of: Project) {
  const found = ids.map((id) => ({
    name: `projects/demo-mayfly/databases/${id}`,
    locationId: locations.database,
    pointInTimeRecoveryEnablement: `POINT_IN_TIME_RECOVERY_${id === 'mayfly-keys' ? 'DISABLED' : 'ENABLED'}`,
    deleteProtectionState: 'DELETE_PROTECTION_ENABLED',
  }));
  const admin = { listDatabases: async () => [{ databases: found }] } as unknown as AdminClient;
  return createDatabases(admin, of).plan();
}

const others = databases.map(({ id }) => id).filter((id) => id !== 'mayfly');
const restored = restoredDatabases({ RECORDS_DATABASE: 'mayfly-2', KEYS_DATABASE: 'mayfly-keys' });

test('if a restored database replaces a database of the manifest, the replaced database is not created', async () => {
  expect(await planWith([...others, 'mayfly-2'], { ...project, restored })).toEqual([]);
});

test('if the restored database does not exist, it is not created, because an empty database with this id would prevent the restore', async () => {
  expect(await planWith(others, { ...project, restored })).toEqual([
    expect.objectContaining({ kind: 'refused', of: 'database mayfly-2' }),
  ]);
});

test('without a restore, the database of the manifest is created', async () => {
  expect(await planWith(others, project)).toEqual([
    expect.objectContaining({ kind: 'create', of: 'database mayfly' }),
  ]);
});
