import type {
  AdminDatabase,
  AdminField,
  AdminIndex,
  AdminSchedule,
} from '../../provision/admin-messages.ts';
import { GrpcFailure, invalidField, type UnaryHandlers } from '../grpc/grpc-server.ts';
import { type AdminState, databaseOf } from './admin-state.ts';

type Parent = { readonly parent: string };
type Name = { readonly name: string };
type Mask = { readonly updateMask?: { readonly paths: readonly string[] } };

/** Makes a completed operation with its result. */
export type Finish = (result: 'Database' | 'Index' | 'Field', value: object) => object;

const daySeconds = 86_400;

function requireDatabase(state: AdminState, name: string): void {
  if (state.databases.has(databaseOf(name))) return;
  throw new GrpcFailure('NOT_FOUND', `The database ${databaseOf(name)} does not exist.`);
}

function databaseHandlers(state: AdminState, finish: Finish): UnaryHandlers {
  return {
    ListDatabases: ({ parent }: Parent) => ({
      databases: [...state.databases.values()].filter(({ name }) =>
        name?.startsWith(`${parent}/databases/`),
      ),
    }),
    GetDatabase({ name }: Name) {
      requireDatabase(state, name);
      return state.databases.get(name) ?? {};
    },
    CreateDatabase({
      parent,
      databaseId,
      database,
    }: Parent & { readonly databaseId: string; readonly database: AdminDatabase }) {
      if (!/^[a-z][a-z0-9-]{2,61}[a-z0-9]$/.test(databaseId)) throw invalidField('database_id');
      const name = `${parent}/databases/${databaseId}`;
      if (state.databases.has(name)) {
        throw new GrpcFailure('ALREADY_EXISTS', `The database ${name} already exists.`);
      }
      if (!database.locationId) throw invalidField('database.location_id');
      const made = { ...database, name };
      state.databases.set(name, made);
      return finish('Database', made);
    },
    UpdateDatabase({ database, updateMask }: Mask & { readonly database: AdminDatabase }) {
      const name = database.name ?? '';
      requireDatabase(state, name);
      const allowed: Readonly<
        Record<string, 'pointInTimeRecoveryEnablement' | 'deleteProtectionState'>
      > = {
        point_in_time_recovery_enablement: 'pointInTimeRecoveryEnablement',
        delete_protection_state: 'deleteProtectionState',
      };
      const changed = { ...state.databases.get(name) };
      for (const path of updateMask?.paths ?? []) {
        const field = allowed[path];
        if (field === undefined) throw invalidField(path);
        Object.assign(changed, { [field]: database[field] });
      }
      state.databases.set(name, changed);
      return finish('Database', changed);
    },
  };
}

function scheduleHandlers(state: AdminState): UnaryHandlers {
  return {
    ListBackupSchedules({ parent }: Parent) {
      requireDatabase(state, parent);
      const backupSchedules = [...state.schedules.values()].filter(({ name }) =>
        name?.startsWith(`${parent}/`),
      );
      return { backupSchedules };
    },
    CreateBackupSchedule({
      parent,
      backupSchedule,
    }: Parent & { readonly backupSchedule: AdminSchedule }) {
      requireDatabase(state, parent);
      const seconds = Number(backupSchedule.retention?.seconds ?? 0);
      if (seconds < daySeconds || seconds > 98 * daySeconds) throw invalidField('retention');
      const name = `${parent}/backupSchedules/${crypto.randomUUID()}`;
      const made = { ...backupSchedule, name };
      state.schedules.set(name, made);
      return made;
    },
    DeleteBackupSchedule({ name }: Name) {
      state.schedules.delete(name);
      return {};
    },
  };
}

function indexHandlers(state: AdminState, finish: Finish): UnaryHandlers {
  return {
    ListIndexes({ parent }: Parent) {
      requireDatabase(state, parent);
      const prefix = `${databaseOf(parent)}/`;
      return {
        indexes: [...state.indexes.values()].filter(({ name }) => name?.startsWith(prefix)),
      };
    },
    CreateIndex({ parent, index }: Parent & { readonly index: AdminIndex }) {
      requireDatabase(state, parent);
      const fields = index.fields ?? [];
      if (fields.length < 2) throw invalidField('index.fields');
      const name = `${parent}/indexes/${crypto.randomUUID()}`;
      // Firestore adds the document's name as the last field, with the same direction as the field
      // before it.
      const last = fields.at(-1)?.order === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
      const made = {
        ...index,
        name,
        state: 'READY' as const,
        fields: [...fields, { fieldPath: '__name__', order: last } as const],
      };
      state.indexes.set(name, made);
      return finish('Index', made);
    },
    DeleteIndex({ name }: Name) {
      state.indexes.delete(name);
      return {};
    },
    ListFields({ parent }: Parent) {
      requireDatabase(state, parent);
      const prefix = `${databaseOf(parent)}/`;
      return { fields: [...state.fields.values()].filter(({ name }) => name?.startsWith(prefix)) };
    },
    UpdateField({ field }: { readonly field: AdminField }) {
      const name = field.name ?? '';
      requireDatabase(state, name);
      const made = {
        ...field,
        indexConfig: { ...field.indexConfig, usesAncestorConfig: false },
        ...(field.ttlConfig && { ttlConfig: { state: 'ACTIVE' as const } }),
      };
      state.fields.set(name, made);
      return finish('Field', made);
    },
  };
}

/**
 * Creates the handlers of the methods that the provisioning calls in Firestore's administration.
 */
export function createAdminHandlers(state: AdminState, finish: Finish): UnaryHandlers {
  return {
    ...databaseHandlers(state, finish),
    ...scheduleHandlers(state),
    ...indexHandlers(state, finish),
  };
}
