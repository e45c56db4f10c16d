import type { v1 } from '@google-cloud/firestore';
import { type Database, databases } from '../../manifest.ts';
import type { AdminDatabase, AdminSchedule } from '../admin-messages.ts';
import { databaseId, databaseName, type Project } from '../project.ts';
import type { Planned, Step } from '../step.ts';

export type AdminClient = InstanceType<typeof v1.FirestoreAdminClient>;

const daySeconds = 86_400;

const wordOf = (isOn: boolean) => (isOn ? 'ENABLED' : 'DISABLED');
const recoveryOf = ({ pointInTimeRecovery }: Database) =>
  `POINT_IN_TIME_RECOVERY_${wordOf(pointInTimeRecovery)}` as const;
const protectionOf = ({ deleteProtection }: Database) =>
  `DELETE_PROTECTION_${wordOf(deleteProtection)}` as const;

function creation(admin: AdminClient, project: Project, database: Database): Planned {
  const named = databaseId(project, database.id);
  if (named !== database.id) {
    return {
      kind: 'refused',
      of: `database ${named}`,
      difference: `the settings name it in place of ${database.id}, but it does not exist`,
      fix: 'restore a backup into it first, see the chapter Restore of the runbook',
    };
  }
  return {
    kind: 'create',
    of: `database ${database.id}`,
    carryOut: async () => {
      const [operation] = await admin.createDatabase({
        parent: `projects/${project.id}`,
        databaseId: database.id,
        database: {
          locationId: project.locations.database,
          type: 'FIRESTORE_NATIVE',
          pointInTimeRecoveryEnablement: recoveryOf(database),
          deleteProtectionState: protectionOf(database),
        },
      });
      await operation.promise();
    },
  };
}

/**
 * Refuses a database in another location. The location of a database can never change, because its
 * data would have to move.
 */
function wrongPlace(project: Project, { id }: Database, found: AdminDatabase): Planned[] {
  const wanted = project.locations.database;
  if (found.locationId === wanted) return [];
  return [
    {
      kind: 'refused',
      of: `database ${id}`,
      difference: `it lies in ${found.locationId}, and the manifest says ${wanted}`,
      fix: `export its data, delete it, and run apply again, which creates it in ${wanted}`,
    },
  ];
}

function settings(admin: AdminClient, database: Database, found: AdminDatabase): Planned[] {
  const change = (
    path: string,
    field: 'pointInTimeRecoveryEnablement' | 'deleteProtectionState',
    wanted: string,
  ): Planned[] =>
    found[field] === wanted
      ? []
      : [
          {
            kind: 'change',
            of: `database ${database.id}`,
            difference: `${path} is ${String(found[field])}, and the manifest says ${wanted}`,
            carryOut: async () => {
              const [operation] = await admin.updateDatabase({
                database: { name: found.name ?? '', [field]: wanted },
                updateMask: { paths: [path] },
              });
              await operation.promise();
            },
          },
        ];
  return [
    ...change(
      'point_in_time_recovery_enablement',
      'pointInTimeRecoveryEnablement',
      recoveryOf(database),
    ),
    ...change('delete_protection_state', 'deleteProtectionState', protectionOf(database)),
  ];
}

function keptDays(schedule: AdminSchedule): number {
  return Number(schedule.retention?.seconds ?? 0) / daySeconds;
}

function isWanted(schedule: AdminSchedule, { backups }: Database): boolean {
  const isDaily = schedule.dailyRecurrence !== undefined && schedule.dailyRecurrence !== null;
  return backups !== null && isDaily && keptDays(schedule) === backups.keptDays;
}

async function schedulesOf(admin: AdminClient, parent: string): Promise<AdminSchedule[]> {
  const [{ backupSchedules }] = await admin.listBackupSchedules({ parent });
  return backupSchedules ?? [];
}

/**
 * Plans changes of a database's backup schedules. The plan removes each schedule that is not daily,
 * or keeps backups for another time than the manifest says. A backup that is kept too long would
 * contain data that was erased meanwhile.
 */
async function backupChanges(
  admin: AdminClient,
  project: Project,
  database: Database,
  isThere: boolean,
): Promise<Planned[]> {
  const parent = databaseName(project, database.id);
  const found = isThere ? await schedulesOf(admin, parent) : [];
  const others = found.filter((schedule) => !isWanted(schedule, database));
  const removals = others.map(
    (schedule): Planned => ({
      kind: 'remove',
      of: `backup schedule of ${database.id}`,
      difference: `it keeps backups for ${keptDays(schedule)} days`,
      carryOut: async () => {
        await admin.deleteBackupSchedule({ name: schedule.name ?? '' });
      },
    }),
  );
  const { backups } = database;
  if (backups === null || found.length > others.length) return removals;
  return [
    ...removals,
    {
      kind: 'create',
      of: `backup schedule of ${database.id}`,
      carryOut: async () => {
        await admin.createBackupSchedule({
          parent,
          backupSchedule: {
            dailyRecurrence: {},
            retention: { seconds: backups.keptDays * daySeconds },
          },
        });
      },
    },
  ];
}

/** The project's databases, by their full names. */
export async function readDatabases(
  admin: AdminClient,
  project: Project,
): Promise<ReadonlyMap<string, AdminDatabase>> {
  const [{ databases: found }] = await admin.listDatabases({ parent: `projects/${project.id}` });
  return new Map((found ?? []).map((each) => [each.name ?? '', each]));
}

/**
 * Creates the databases of the manifest. For existing databases, the step corrects whether they are
 * protected from deletion, and whether point-in-time recovery is on.
 */
export function createDatabases(admin: AdminClient, project: Project): Step {
  return {
    title: 'Databases',
    async plan() {
      const found = await readDatabases(admin, project);
      return databases.flatMap((database: Database) => {
        const there = found.get(databaseName(project, database.id));
        if (there === undefined) return [creation(admin, project, database)];
        return [...wrongPlace(project, database, there), ...settings(admin, database, there)];
      });
    },
  };
}

/**
 * Schedules the daily backups that the manifest wants. All other backup schedules of the manifest's
 * databases are removed.
 */
export function scheduleBackups(admin: AdminClient, project: Project): Step {
  return {
    title: 'Backups',
    async plan() {
      const found = await readDatabases(admin, project);
      const changes = await Promise.all(
        databases.map((database: Database) => {
          const isThere = found.has(databaseName(project, database.id));
          return backupChanges(admin, project, database, isThere);
        }),
      );
      return changes.flat();
    },
  };
}
