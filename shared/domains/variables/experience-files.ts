import { rightTo } from '#shared/access/scope.ts';
import { variables } from '#shared/categories/variables.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { Context } from '#shared/records/context.ts';
import { type Row, readExported } from '#shared/records/export-records.ts';
import { readReadable } from '#shared/records/files/read-readable.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { byFileSize } from './collections.ts';

/** The files of an experience. */
export type ExperienceFiles = {
  /** The bytes of all files when the export begins. */
  readonly bytes: number;
  /**
   * Each file, and finally the table `files.csv`. The table states for each file the id of its
   * variable, and whether the file is complete in the archive.
   */
  readonly entries: AsyncIterable<ArchiveEntry>;
};

const tableColumns = ['path', 'id', 'file_name', 'file_type', 'file_bytes', 'complete'];

/**
 * The path of a file in the archive. The names of files in a ZIP archive are not encrypted. So the
 * path contains the variable's name and id, and of the file's name only a plain extension.
 */
function pathOf({ id, fields }: ClearRecord): string {
  const fileName = (fields['file_name'] as string | undefined) ?? '';
  const [extension = ''] = /\.[A-Za-z0-9]{1,8}$/.exec(fileName) ?? [];
  return `files/${String(fields['name'])}-${id}${extension}`;
}

async function* inOrder<T>(items: readonly T[]): AsyncGenerator<T, void> {
  yield* items;
}

async function* entriesOf(
  ctx: Context,
  where: readonly Filter[],
): AsyncGenerator<ArchiveEntry, void> {
  const category = variables;
  const rows: Row[] = [];
  const source = { category, where, orderBy: byFileSize };
  for await (const { record, document } of readExported(ctx, source)) {
    const { file_name, file_type, file_bytes } = record.fields;
    const row = { path: pathOf(record), id: record.id, file_name, file_type, file_bytes };
    let isComplete = false;
    const end = (isWhole: boolean) => void (isComplete = isWhole);
    const right = rightTo(`${category.id}:export`);
    yield { name: row.path, content: readReadable(ctx, right, { category, document }, end) };
    rows.push({ ...row, complete: isComplete });
  }
  yield { name: 'files.csv', columns: tableColumns, rows: inOrder(rows) };
}

/**
 * Finds the files of an experience for an archive. Undefined if it has none. This costs one
 * aggregation. Each file is read when the archive has reached it, see {@link readReadable}.
 */
export async function experienceFiles(
  ctx: Context,
  experienceId: string,
): Promise<ExperienceFiles | undefined> {
  const where: Filter[] = [
    { field: 'experience_id', op: '==', value: experienceId },
    { field: 'file_bytes', op: '>=', value: 0 },
  ];
  const query = { collection: variables.id, tenant: ctx.tenant, where, orderBy: byFileSize };
  const rule = categoryRuleOf(ctx, variables);
  const { count, sum } = await ctx.store.aggregate(liveQuery(rule, query), 'file_bytes');
  return count === 0 ? undefined : { bytes: sum, entries: entriesOf(ctx, where) };
}
