import type { DatabaseId } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { deriveIndexFile } from '../../firestore/derive-index-file.ts';
import type { CompositeIndex, FieldOverride } from '../../firestore/index-file.ts';
import { databases } from '../../manifest.ts';
import type { AdminField, AdminIndex, AdminIndexField } from '../admin-messages.ts';
import { databaseName, type Project } from '../project.ts';
import type { Planned, Step } from '../step.ts';
import { type AdminClient, readDatabases } from './create-databases.ts';

type Mode = { readonly order?: unknown; readonly arrayConfig?: unknown };

/** The mode of a field in an index, as one word: an order, or `CONTAINS` for an array. */
function modeOf({ order, arrayConfig }: Mode): string {
  return arrayConfig === 'CONTAINS' ? 'CONTAINS' : String(order);
}

/**
 * A composite index as a text. The text leaves out the field `__name__`, because the service adds
 * it to each index, and the index files do not contain it.
 */
export function describeIndex(
  group: string,
  queryScope: unknown,
  fields: readonly AdminIndexField[],
): string {
  const named = fields.filter(({ fieldPath }) => fieldPath !== '__name__');
  return `${group} ${String(queryScope)} ${named.map((field) => `${field.fieldPath} ${modeOf(field)}`).join(', ')}`;
}

/** The collection group in the name of an index or a field. */
export function groupOf(name: string | null | undefined): string {
  return /\/collectionGroups\/([^/]+)\//.exec(name ?? '')?.[1] ?? '';
}

function fieldOf(name: string | null | undefined): string {
  return /\/fields\/(.+)$/.exec(name ?? '')?.[1] ?? '';
}

/** The indexes of a database: composite indexes, and fields with their own settings. */
export type FoundIndexes = {
  readonly indexes: readonly AdminIndex[];
  readonly fields: readonly AdminField[];
};

/**
 * Reads the composite indexes of a database, and the fields whose settings differ from the default.
 */
export async function readIndexes(admin: AdminClient, database: string): Promise<FoundIndexes> {
  const parent = `${database}/collectionGroups/-`;
  const filter = 'indexConfig.usesAncestorConfig:false OR ttlConfig:*';
  const [[indexes], [fields]] = await Promise.all([
    admin.listIndexes({ parent }),
    admin.listFields({ parent, filter }),
  ]);
  return { indexes, fields };
}

function indexCreation(admin: AdminClient, database: string, index: CompositeIndex): Planned {
  const { collectionGroup, queryScope, fields } = index;
  return {
    kind: 'create',
    of: `index ${describeIndex(collectionGroup, queryScope, fields)}`,
    carryOut: async () => {
      await admin.createIndex({
        parent: `${database}/collectionGroups/${collectionGroup}`,
        index: { queryScope, fields: [...fields] },
      });
    },
  };
}

function indexRemoval(admin: AdminClient, index: AdminIndex): Planned {
  const described = describeIndex(groupOf(index.name), index.queryScope, index.fields ?? []);
  return {
    kind: 'remove',
    of: `index ${described}`,
    difference: 'no query needs it, but writes must update it',
    carryOut: async () => {
      await admin.deleteIndex({ name: index.name ?? '' });
    },
  };
}

function indexChanges(
  admin: AdminClient,
  database: string,
  wanted: readonly CompositeIndex[],
  found: readonly AdminIndex[],
): Planned[] {
  const describeWanted = (index: CompositeIndex) =>
    describeIndex(index.collectionGroup, index.queryScope, index.fields);
  const wantedNames = new Set(wanted.map(describeWanted));
  const there = new Map(
    found.map((index) => [
      describeIndex(groupOf(index.name), index.queryScope, index.fields ?? []),
      index,
    ]),
  );
  return [
    ...wanted
      .filter((index) => !there.has(describeWanted(index)))
      .map((index) => indexCreation(admin, database, index)),
    ...[...there]
      .filter(([described]) => !wantedNames.has(described))
      .map(([, index]) => indexRemoval(admin, index)),
  ];
}

/**
 * The settings of a field as one text: its single-field indexes, and whether it is the TTL field.
 */
function describeOverride(
  indexes: readonly ({ readonly queryScope?: unknown } & Mode)[],
  hasTtl: boolean,
): string {
  const modes = indexes.map((index) => `${String(index.queryScope)} ${modeOf(index)}`).toSorted();
  return `${modes.length === 0 ? 'no single-field index' : modes.join(', ')}${hasTtl ? ', TTL' : ''}`;
}

function describeFoundField(field: AdminField): string {
  const indexes = (field.indexConfig?.indexes ?? []).map(({ queryScope, fields }) => ({
    queryScope,
    ...fields?.[0],
  }));
  return describeOverride(indexes, field.ttlConfig !== undefined && field.ttlConfig !== null);
}

function fieldChange(
  admin: AdminClient,
  database: string,
  override: FieldOverride,
  found: AdminField | undefined,
): Planned[] {
  const { collectionGroup, fieldPath, indexes, ttl } = override;
  const wanted = describeOverride(indexes, ttl === true);
  const is = found === undefined ? undefined : describeFoundField(found);
  if (is === wanted) return [];
  return [
    {
      kind: is === undefined ? 'create' : 'change',
      of: `field ${collectionGroup}.${fieldPath}`,
      difference: is === undefined ? wanted : `it has ${is}, and the manifest says ${wanted}`,
      carryOut: async () => {
        await admin.updateField({
          field: {
            name: `${database}/collectionGroups/${collectionGroup}/fields/${fieldPath}`,
            indexConfig: {
              indexes: indexes.map(({ queryScope, ...mode }) => ({
                queryScope,
                fields: [{ fieldPath, ...mode }],
              })),
            },
            ...(ttl === true && { ttlConfig: {} }),
          },
          updateMask: { paths: ['index_config', 'ttl_config'] },
        });
      },
    },
  ];
}

async function databaseChanges(
  admin: AdminClient,
  project: Project,
  id: DatabaseId,
  isThere: boolean,
): Promise<Planned[]> {
  const database = databaseName(project, id);
  const wanted = deriveIndexFile(collections, id);
  const found = isThere ? await readIndexes(admin, database) : { indexes: [], fields: [] };
  const fields = new Map(
    found.fields.map((field) => [`${groupOf(field.name)}.${fieldOf(field.name)}`, field]),
  );
  return [
    ...wanted.fieldOverrides.flatMap((override) =>
      fieldChange(
        admin,
        database,
        override,
        fields.get(`${override.collectionGroup}.${override.fieldPath}`),
      ),
    ),
    ...indexChanges(admin, database, wanted.indexes, found.indexes),
  ].map((planned) => ({ ...planned, of: `${id}: ${planned.of}` }));
}

/**
 * Creates the composite indexes, the settings of single fields and the TTL policies that the
 * declared collections need, and removes other composite indexes. Firestore builds indexes in the
 * background. `check` reports indexes that are not ready yet.
 */
export function createIndexes(admin: AdminClient, project: Project): Step {
  return {
    title: 'Indexes and TTL',
    async plan() {
      const there = await readDatabases(admin, project);
      const changes = await Promise.all(
        databases.map(({ id }) =>
          databaseChanges(admin, project, id, there.has(databaseName(project, id))),
        ),
      );
      return changes.flat();
    },
  };
}
