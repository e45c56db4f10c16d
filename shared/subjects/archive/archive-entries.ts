import type { Category } from '#shared/categories/define-category.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { Row } from '#shared/records/export-records.ts';
import { isOfCategory } from '../shown.ts';
import { encoded } from './archive.ts';
import type { ArchiveKind } from './archive-request.ts';
import { accessJson, periodJson, portableJson } from './data-json.ts';
import { fileEntries } from './file-entries.ts';
import { accessPage } from './page/access-page.ts';
import { createFormat } from './page/format.ts';
import { portabilitySchema } from './portability-schema.ts';
import { type ArchiveRun, type Group, readGroup } from './run.ts';
import { explainPortability } from './texts/portability-texts.ts';
import { accessView, portableView, portableWaiting, type View } from './view.ts';

async function* pieceOf(text: string): AsyncGenerator<string, void> {
  yield text;
}

async function* rowsOf(run: ArchiveRun, view: View, group: Group): AsyncGenerator<Row, void> {
  for await (const met of readGroup(run, group)) yield view.render(group, met);
}

/** Yields a CSV table for each group that has records. */
function* tables(run: ArchiveRun, view: View): Generator<ArchiveEntry, void> {
  for (const group of view.groups) {
    if (group.documents.length === 0) continue;
    const { shown } = group;
    const base = isOfCategory(shown)
      ? shown.category.path
      : shown.collection.id.replaceAll('_', '-');
    const columns = view.columns(group);
    yield { name: `csv/${base}.csv`, columns, rows: rowsOf(run, view, group) };
  }
}

/** The categories with data of persons. The manager log contains only data of managers. */
function categoriesOfPersons(categories: readonly Category[]): Category[] {
  return categories.filter(({ subject }) => !('nobody' in subject));
}

/**
 * Yields the files of an archive, one after the other. Files that were uploaded to Mayfly come
 * first, so that the tables and the page can state which uploads are complete.
 */
export async function* archiveEntries(
  run: ArchiveRun,
  kind: ArchiveKind | 'period',
  all: readonly Category[],
): AsyncGenerator<ArchiveEntry, void> {
  const categories = categoriesOfPersons(all);
  const view = kind === 'portability' ? portableView(run) : accessView(run);
  for (const group of view.groups) yield* fileEntries(run, group);
  if (kind === 'period') {
    yield { name: 'data.json', content: encoded(periodJson(run)) };
    yield* tables(run, view);
    return;
  }
  if (kind === 'access') {
    yield { name: 'data.json', content: encoded(accessJson(run, categories)) };
    yield* tables(run, view);
    const format = createFormat(run.language, run.ctx.settings.timeZone);
    yield { name: 'index.html', content: encoded(accessPage({ run, format, categories })) };
    return;
  }
  const waits = portableWaiting(run).length > 0;
  const isEmpty = !waits && view.groups.every(({ documents }) => documents.length === 0);
  const { name, text } = explainPortability(run.language, { isEmpty, waits });
  const schema = JSON.stringify(portabilitySchema(categories, run.language), null, 2);
  yield { name: 'data.json', content: encoded(portableJson(run, categories)) };
  yield { name: 'schema.json', content: encoded(pieceOf(`${schema}\n`)) };
  yield* tables(run, view);
  yield { name, content: encoded(pieceOf(text)) };
}
