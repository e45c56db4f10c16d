import { status } from '@grpc/grpc-js';
import { type EntityPermission, functions, operators } from '../../manifest.ts';
import type { FirestoreMethod, FirestoreRequest } from './decode-request.ts';
import type { Refusal } from './forward-call.ts';
import { neededPermissions } from './needed-permissions.ts';
import { requestedPaths } from './requested-paths.ts';

/** The permissions of a caller, by database. */
export type DatabaseGrants = { readonly [database: string]: readonly EntityPermission[] };

/** The permissions of each caller, by the caller's name. */
export type FirestoreGrants = { readonly [caller: string]: DatabaseGrants };

/** The grants of the manifest, for functions and for people who run a command by hand. */
export const manifestDatabaseGrants: FirestoreGrants = Object.fromEntries(
  [...functions, ...operators].map(({ name, grants }): [string, DatabaseGrants] => [
    name,
    Object.fromEntries(grants.databases.map(({ database, may }) => [database, may])),
  ]),
);

/** The database that the request names. Undefined if the request names several or none. */
function databaseOf(request: FirestoreRequest): string | undefined {
  const names = [request.database, ...requestedPaths(request)];
  const databases = new Set(
    names.filter((name) => name).map((name) => name?.split('/').slice(0, 4).join('/')),
  );
  const [only] = databases;
  const isNamed = /^projects\/[^/]+\/databases\/[^/]+$/.test(only ?? '');
  return databases.size === 1 && isNamed ? only?.split('/')[3] : undefined;
}

/**
 * Refuses a call without the needed permissions, as IAM does: the answer says neither which
 * permission is missing nor whether the database exists.
 */
export function judgeGrants(
  grants: DatabaseGrants,
  method: Pick<FirestoreMethod, 'name'>,
  request: FirestoreRequest,
): Refusal | undefined {
  const needed = neededPermissions(method, request);
  const database = databaseOf(request);
  if (needed?.length === 0) return undefined;
  const granted: readonly string[] =
    database !== undefined && Object.hasOwn(grants, database) ? (grants[database] ?? []) : [];
  if (needed?.every((permission) => granted.includes(permission))) return undefined;
  return { code: status.PERMISSION_DENIED, details: 'Missing or insufficient permissions.' };
}
