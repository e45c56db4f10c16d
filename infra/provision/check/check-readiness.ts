import { databases } from '../../manifest.ts';
import { databaseName, type Project } from '../project.ts';
import { type AdminClient } from '../steps/create-databases.ts';
import { describeIndex, groupOf, readIndexes } from '../steps/create-indexes.ts';
import type { Finding } from './finding.ts';

const fix = 'wait until Firestore has built it, or repair it in the console of Google Cloud';

async function unready(admin: AdminClient, project: Project, id: string): Promise<Finding[]> {
  const { indexes, fields } = await readIndexes(admin, databaseName(project, id));
  return [
    ...indexes
      .filter(({ state }) => state !== 'READY')
      .map(({ name, queryScope, fields: indexed, state }) => ({
        of: `${id}: index ${describeIndex(groupOf(name), queryScope, indexed ?? [])}`,
        problem: `it is ${String(state)}`,
        fix,
      })),
    ...fields
      .filter(({ ttlConfig }) => ttlConfig && ttlConfig.state !== 'ACTIVE')
      .map(({ name, ttlConfig }) => ({
        of: `${id}: TTL of ${groupOf(name)}`,
        problem: `it is ${String(ttlConfig?.state)}`,
        fix,
      })),
  ];
}

/**
 * Finds indexes and TTL policies that exist but are not ready. A query fails if its index is not
 * ready.
 */
export async function checkReadiness(
  admin: AdminClient,
  project: Project,
  there: ReadonlyMap<string, unknown>,
): Promise<Finding[]> {
  const ids = databases.filter(({ id }) => there.has(databaseName(project, id)));
  const found = await Promise.all(ids.map(({ id }) => unready(admin, project, id)));
  return found.flat();
}
