import { Problem } from '#shared/base/problems/problem.ts';
import { readFile } from '#shared/records/files/read-file.ts';
import { storedFileOf } from '#shared/records/files/stored-file.ts';
import { pathOf } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { ArchiveEntry } from './archive.ts';
import { type ArchiveRun, type Group, type MetRecord, readGroup } from './run.ts';

/** Makes a file name that every system can store, and that cannot lead to another folder. */
function safeName(name: unknown): string {
  const text = typeof name === 'string' ? name : 'file';
  const plain = text.replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const ascii = plain.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+/, '');
  return ascii.slice(-80) || 'file';
}

/**
 * True if an error concerns only the present file: a part of the file is damaged, or was deleted
 * meanwhile.
 */
function isOfFile(error: unknown): boolean {
  if (error instanceof DecryptionError) return true;
  return error instanceof Problem && error.code === 'record-not-found';
}

/**
 * Yields the content of one file. If a part cannot be read, the content ends before this part, and
 * the archive states that the file is incomplete.
 */
async function* contentOf(
  run: ArchiveRun,
  group: Group,
  { document }: MetRecord,
  end: (isWhole: boolean) => void,
): AsyncGenerator<Uint8Array, void> {
  const file = storedFileOf(document);
  if (file === undefined) return;
  const owner = {
    tenant: run.ctx.tenant,
    category: group.shown.category,
    recordId: document.ref.id,
  };
  try {
    yield* readFile(run.ctx, run.right, owner, file);
    end(true);
  } catch (error) {
    if (!isOfFile(error)) throw error;
    if (error instanceof DecryptionError) run.ctx.onUnreadable(document.ref);
    end(false);
  }
}

/**
 * Yields the files of a person, each under a different name. These files come first in an archive,
 * so that the tables after them can state which files are complete.
 */
export async function* fileEntries(
  run: ArchiveRun,
  group: Group,
): AsyncGenerator<ArchiveEntry, void> {
  const documents = group.documents.filter(
    (document) => storedFileOf(document) !== undefined && !run.withheld.has(document.ref.id),
  );
  for await (const met of readGroup(run, { ...group, documents })) {
    const { record, document } = met;
    const number = String(run.files.size + 1).padStart(3, '0');
    const name = `files/${number}-${safeName(record.fields['file_name'])}`;
    const end = (isWhole: boolean) => void run.files.set(pathOf(document.ref), { name, isWhole });
    end(false);
    yield { name, content: contentOf(run, group, met, end) };
  }
}
