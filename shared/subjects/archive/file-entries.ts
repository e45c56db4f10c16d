import { Problem } from '#shared/base/problems/problem.ts';
import { readFile } from '#shared/records/files/read-file.ts';
import { storedFileOf } from '#shared/records/files/stored-file.ts';
import { pathOf } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { ArchiveEntry } from './archive.ts';
import { type ArchiveRun, type Group, type MetRecord, readGroup } from './run.ts';

/** A file name that every system can store and that stays in its folder. */
function safeName(name: unknown): string {
  const text = typeof name === 'string' ? name : 'file';
  const plain = text.replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const ascii = plain.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+/, '');
  return ascii.slice(-80) || 'file';
}

/**
 * Whether an error means that the rest of one file is missing, because it is damaged or was deleted
 * meanwhile.
 */
function isOfFile(error: unknown): boolean {
  if (error instanceof DecryptionError) return true;
  return error instanceof Problem && error.code === 'record-not-found';
}

/**
 * The content of one file. If it cannot be read to its end, the file ends there and the archive
 * says that it is incomplete.
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
 * The files of a person, each with its own name. They come first in an archive, so that its tables
 * can say which of them are complete.
 */
export async function* fileEntries(
  run: ArchiveRun,
  group: Group,
): AsyncGenerator<ArchiveEntry, void> {
  const documents = group.documents.filter((document) => storedFileOf(document) !== undefined);
  for await (const met of readGroup(run, { ...group, documents })) {
    const { record, document } = met;
    const number = String(run.files.size + 1).padStart(3, '0');
    const name = `files/${number}-${safeName(record.fields['file_name'])}`;
    const end = (isWhole: boolean) => void run.files.set(pathOf(document.ref), { name, isWhole });
    end(false);
    yield { name, content: contentOf(run, group, met, end) };
  }
}
