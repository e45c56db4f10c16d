import type {
  AdminDatabase,
  AdminField,
  AdminIndex,
  AdminSchedule,
} from '../../provision/admin-messages.ts';

/** Everything that the service stores. The keys are full names. */
export type AdminState = {
  readonly databases: Map<string, AdminDatabase>;
  readonly schedules: Map<string, AdminSchedule>;
  readonly indexes: Map<string, AdminIndex>;
  readonly fields: Map<string, AdminField>;
};

export function createAdminState(): AdminState {
  return {
    databases: new Map(),
    schedules: new Map(),
    indexes: new Map(),
    fields: new Map(),
  };
}

/** Returns the name of the database to which a resource belongs, from the resource's full name. */
export function databaseOf(name: string): string {
  return /^projects\/[^/]+\/databases\/[^/]+/.exec(name)?.[0] ?? '';
}
