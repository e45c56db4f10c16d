import { keepRenewed } from '#shared/access/renew-caller.ts';
import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { variables } from '#shared/categories/variables.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { Context } from '#shared/records/context.ts';
import type { Row } from '#shared/records/export-records.ts';
import { readReadable } from '#shared/records/files/read-readable.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import { readPages } from '#shared/store/read-pages.ts';
import type { Filter } from '#shared/store/store.ts';
import { byFileSize } from './collections.ts';

/** The files of an experience. */
export type ExperienceFiles = {
  /** The number and the bytes of all files when the export begins. */
  readonly count: number;
  readonly bytes: number;
  /**
   * Each file, and finally the table `files.csv`. The table states for each file the id of its
   * variable, and whether the file is complete in the archive.
   */
  readonly entries: AsyncIterable<ArchiveEntry>;
};

const right = rightTo(`${variables.id}:export`);

/** Extensions that say only the format of a file. */
const plainExtension =
  /\.(?:bmp|csv|docx?|eml|gif|gz|heic|html?|ics|jpe?g|json|m4a|md|mov|mp[34]|od[st]|ogg|pdf|png|pptx?|svg|tiff?|txt|vcf|wav|web[mp]|xlsx?|xml|zip)$/i;

/**
 * The path of a file in the archive. The paths in a ZIP archive are not encrypted. So the path
 * consists of the variable's name and id, which are no personal values, and a plain extension.
 */
function pathOf({ id, fields }: ClearRecord): string {
  const fileName = (fields['file_name'] as string | undefined) ?? '';
  const [extension = ''] = plainExtension.exec(fileName) ?? [];
  return `files/${String(fields['name'])}-${id}${extension.toLowerCase()}`;
}

/** The ids of the variables with a file. Only ids are kept in memory. */
async function findIds(ctx: Context, where: readonly Filter[]): Promise<Set<string>> {
  const select = byFileSize.map(({ field }) => field);
  const query = { collection: variables.id, where, orderBy: byFileSize, select };
  const ids = new Set<string>();
  for await (const page of readPages(ctx, () => categoryRuleOf(ctx, variables), query))
    for (const { ref } of page) ids.add(ref.id);
  return ids;
}

/** Reads a variable. The result is undefined if the variable is not live or cannot be decrypted. */
async function findVariable(ctx: Context, id: string) {
  try {
    const document = await getLive(ctx, variables, id);
    const open = async () => ({ document, record: await openRecord(ctx, variables, document) });
    const [found] = await openReadable(ctx, [document], open);
    return found;
  } catch (error) {
    if (error instanceof Problem && error.code === 'record-not-found') return undefined;
    throw error;
  }
}

async function* inOrder<T>(items: readonly T[]): AsyncGenerator<T, void> {
  yield* items;
}

/**
 * Yields the files of the archive, and finally the table `files.csv`. An archive of large files may
 * take hours. So each variable is read again immediately before its file.
 */
async function* entriesOf(
  ctx: Context,
  where: readonly Filter[],
): AsyncGenerator<ArchiveEntry, void> {
  const look = keepRenewed(ctx, right);
  const rows: Row[] = [];
  for (const id of await findIds(await look(), where)) {
    const now = await look();
    const found = await findVariable(now, id);
    if (found?.record.file === undefined) continue;
    const { document, record } = found;
    const path = pathOf(record);
    let isComplete = false;
    const end = (isWhole: boolean) => void (isComplete = isWhole);
    yield { name: path, content: readReadable(now, right, { category: variables, document }, end) };
    rows.push({ path, id, complete: isComplete });
  }
  await look();
  yield { name: 'files.csv', columns: ['path', 'id', 'complete'], rows: inOrder(rows) };
}

/**
 * Finds the files of an experience for an archive. The result is undefined if the experience has no
 * files. The call costs one aggregation. Each file is read when the archive has reached it, see
 * {@link readReadable}.
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
  return count === 0 ? undefined : { count, bytes: sum, entries: entriesOf(ctx, where) };
}
