import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import { readReadable } from '#shared/records/files/read-readable.ts';
import { storedFileOf } from '#shared/records/files/stored-file.ts';
import { pathOf } from '#shared/store/store.ts';
import { type ArchiveRun, type Group, readGroup } from './run.ts';

/** Makes a file name that every system can store, and that cannot lead to another folder. */
function safeName(name: unknown): string {
  const text = typeof name === 'string' ? name : 'file';
  const plain = text.replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const ascii = plain.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+/, '');
  return ascii.slice(-80) || 'file';
}

/**
 * Yields the uploaded files of a group of records, each under a different name. The files of
 * withheld records are left out. Uploaded files come first in an archive, so that the tables after
 * them can state which files are complete.
 */
export async function* fileEntries(
  run: ArchiveRun,
  group: Group,
): AsyncGenerator<ArchiveEntry, void> {
  const documents = group.documents.filter(
    (document) => storedFileOf(document) !== undefined && !run.withheld.has(document.ref.id),
  );
  const { category } = group.shown;
  for await (const { record, document } of readGroup(run, { ...group, documents })) {
    const number = String(run.files.size + 1).padStart(3, '0');
    const name = `files/${number}-${safeName(record.fields['file_name'])}`;
    const end = (isWhole: boolean) => void run.files.set(pathOf(document.ref), { name, isWhole });
    end(false);
    yield { name, content: readReadable(run.ctx, run.right, { category, document }, end) };
  }
}
