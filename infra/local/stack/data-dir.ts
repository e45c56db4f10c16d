import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { FirestoreEmulator } from '../../emulators/firestore/firestore-emulator.ts';
import { databases } from '../../manifest.ts';
import { makeDirectory } from './make-directory.ts';
import { projectId } from './stack-config.ts';
import { type Lock, takeLock } from './take-lock.ts';
import { readStateFile, writeStateFile } from './write-state-file.ts';

const databaseIds = databases.map(({ id }) => id);
const folderPrefix = 'firestore-';

const savedSchema = z.strictObject({
  /**
   * The folder of the latest export. After an export, `saved.json` is replaced in one step. So
   * this file always names a folder with a complete export.
   */
  folder: z.string(),
  api_keys: z.record(z.string(), z.string()),
  saved_at: z.iso.datetime(),
  /** Older versions did not store this. */
  has_whole_demo: z.boolean().default(true),
});

/** The state that one run stores for the next. */
export interface DataDir {
  kmsFile: string;
  issuerFile: string;
  identity: { readonly stateFile: string; readonly portFile: string };
  /**
   * The API key of each tenant, from the last run that saved its data. Undefined if no run has
   * saved data.
   */
  apiKeys: ReadonlyMap<string, string> | undefined;
  /** If the last run did not save its data, this text tells the user how old the data is. */
  loss: string | undefined;
  /** If the saved data does not contain the whole demo, this text tells the user. */
  demoGap: string | undefined;
  load(firestore: FirestoreEmulator): Promise<void>;
  /** @param isDemoWritten true if this run has written the whole demo */
  save(
    firestore: FirestoreEmulator,
    apiKeys: ReadonlyMap<string, string>,
    isDemoWritten: boolean,
  ): Promise<void>;
  close(): void;
}

/**
 * Opens the directory in which a stack keeps its data.
 *
 * @throws LockHeld if another stack uses the directory; an error with a text for the user if the
 * directory cannot be used
 */
export function openDataDir(dir: string, at: string): DataDir {
  makeDirectory(dir, '--data', 0o700);
  const lock = takeLock(join(dir, 'data.lock'), at);
  try {
    return readDataDir(dir, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function readDataDir(dir: string, lock: Lock): DataDir {
  const savedFile = join(dir, 'saved.json');
  const state = readStateFile(savedFile);
  const parsed = state === undefined ? undefined : savedSchema.safeParse(state);
  if (parsed?.success === false) {
    throw new Error(
      `${savedFile} was not written by an earlier run. Remove it to start without data`,
    );
  }
  const saved = parsed?.data;
  // This file shows that a run has not saved its data. The run writes the file when it starts, and
  // removes it after it has saved its data.
  const unsavedFile = join(dir, 'unsaved.json');
  const loss = existsSync(unsavedFile) ? describeLoss(saved?.saved_at) : undefined;
  writeStateFile(unsavedFile, {});
  return {
    loss,
    demoGap: saved?.has_whole_demo === false ? demoGap : undefined,
    kmsFile: join(dir, 'kms.json'),
    issuerFile: join(dir, 'issuer.json'),
    identity: {
      stateFile: join(dir, 'identity.json'),
      portFile: join(dir, 'identity-port.json'),
    },
    apiKeys: saved && new Map(Object.entries(saved.api_keys)),
    async load(firestore) {
      if (saved) await firestore.importFrom(join(dir, saved.folder), projectId, databaseIds);
    },
    async save(firestore, apiKeys, isDemoWritten) {
      const folder = `${folderPrefix}${Date.now()}`;
      await firestore.exportTo(join(dir, folder), projectId, databaseIds);
      writeStateFile(savedFile, {
        folder,
        api_keys: Object.fromEntries(apiKeys),
        saved_at: new Date().toISOString(),
        has_whole_demo: isDemoWritten || saved?.has_whole_demo === true,
      } satisfies z.infer<typeof savedSchema>);
      rmSync(unsavedFile, { force: true });
      removeOtherExports(dir, folder);
    },
    close: () => lock.release(),
  };
}

// The stack cannot continue a demo: it would store some records a second time.
const demoGap =
  'The directory of --data does not contain the whole demo. For the whole demo, start with an empty directory.';

function describeLoss(savedAt: string | undefined): string {
  const what = 'The last run ended without saving.';
  if (savedAt === undefined) return `${what} Its data is lost.`;
  return `${what} The data is from ${savedAt}. Later changes are lost.`;
}

function removeOtherExports(dir: string, current: string): void {
  for (const name of readdirSync(dir)) {
    if (!name.startsWith(folderPrefix) || name === current) continue;
    rmSync(join(dir, name), { recursive: true, force: true });
  }
}
