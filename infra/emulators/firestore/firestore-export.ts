import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

interface TransferOptions {
  host: string;
  dir: string;
  projectId: string;
  databaseIds: readonly string[];
}

/**
 * Writes one folder for each database into `dir`. An earlier export is deleted only when the new
 * one is complete.
 */
export async function exportFirestore(options: TransferOptions): Promise<void> {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(dir, '.export-'));
  try {
    for (const databaseId of options.databaseIds) {
      await post(options, 'export', {
        database: toPath(options.projectId, databaseId),
        export_directory: draft,
        export_name: databaseId,
      });
    }
    for (const databaseId of options.databaseIds) {
      await rm(join(dir, databaseId), { recursive: true, force: true });
      await rename(join(draft, databaseId), join(dir, databaseId));
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Adds the documents that `exportFirestore` wrote. They replace stored documents with the same
 * names.
 */
export async function importFirestore(options: TransferOptions): Promise<void> {
  for (const databaseId of options.databaseIds) {
    const metadata = join(databaseId, `${databaseId}.overall_export_metadata`);
    await post(options, 'import', {
      database: toPath(options.projectId, databaseId),
      // The field is called a directory, but the emulator needs the path of the metadata file.
      export_directory: join(resolve(options.dir), metadata),
    });
  }
}

function toPath(projectId: string, databaseId: string): string {
  return `projects/${projectId}/databases/${databaseId}`;
}

async function post(
  { host, projectId }: TransferOptions,
  verb: 'export' | 'import',
  body: { database: string; export_directory: string; export_name?: string },
): Promise<void> {
  const response = await fetch(`http://${host}/emulator/v1/projects/${projectId}:${verb}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  throw new Error(`The ${verb} of ${body.database} failed: ${await response.text()}`);
}
