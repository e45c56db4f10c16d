/**
 * A document as the emulator stores it, without the times of creation and update that the emulator
 * adds.
 */
export type Stored = {
  readonly database: string;
  readonly tenant: string;
  readonly collection: string;
  readonly id: string;
  readonly fields: { readonly [name: string]: { readonly [type: string]: unknown } };
};

type Row = {
  readonly document?: { readonly name: string; readonly fields?: Stored['fields'] };
};

const commitWritesMax = 400;

async function post(url: string, body: unknown): Promise<unknown> {
  const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the emulator answers ${response.status} to ${url}`);
  return response.json();
}

function documentsOf(projectId: string, database: string): string {
  return `projects/${projectId}/databases/${database}/documents`;
}

function keyOf({ database, tenant, collection, id }: Stored): string {
  return [database, tenant, collection, id].join('/');
}

/**
 * Reads every document of a project with one query for each database. The result is sorted, so that
 * a test can compare two states.
 */
export async function readState(
  emulatorHost: string,
  projectId: string,
  databaseIds: readonly string[],
): Promise<Stored[]> {
  const everything = { structuredQuery: { from: [{ allDescendants: true }] } };
  const found = await Promise.all(
    databaseIds.map(async (database) => {
      const parent = documentsOf(projectId, database);
      const rows = (await post(
        `http://${emulatorHost}/v1/${parent}:runQuery`,
        everything,
      )) as Row[];
      return rows.flatMap(({ document }): Stored[] => {
        if (document === undefined) return [];
        const path = document.name.slice(parent.length + 1).split('/');
        const [, tenant = '', collection = '', id = ''] = path;
        return [{ database, tenant, collection, id, fields: document.fields ?? {} }];
      });
    }),
  );
  return found.flat().toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/** Writes documents unchanged, so that several projects can start with the same documents. */
export async function writeState(
  emulatorHost: string,
  projectId: string,
  state: readonly Stored[],
): Promise<void> {
  for (const database of new Set(state.map((one) => one.database))) {
    const parent = documentsOf(projectId, database);
    const writes = state
      .filter((one) => one.database === database)
      .map(({ tenant, collection, id, fields }) => ({
        update: { name: `${parent}/tenants/${tenant}/${collection}/${id}`, fields },
      }));
    for (let at = 0; at < writes.length; at += commitWritesMax)
      await post(`http://${emulatorHost}/v1/${parent}:commit`, {
        writes: writes.slice(at, at + commitWritesMax),
      });
  }
}

/** Deletes every document of a project. */
export async function clearState(
  emulatorHost: string,
  projectId: string,
  databaseIds: readonly string[],
): Promise<void> {
  for (const database of databaseIds) {
    const url = `http://${emulatorHost}/emulator/v1/${documentsOf(projectId, database)}`;
    const response = await fetch(url, { method: 'DELETE' });
    if (!response.ok) throw new Error(`the emulator answers ${response.status} to ${url}`);
  }
}

/** Returns the documents of one collection. */
export function storedIn(state: readonly Stored[], collection: string): Stored[] {
  return state.filter((one) => one.collection === collection);
}
