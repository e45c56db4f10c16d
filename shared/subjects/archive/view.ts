import { formatInstant } from '#shared/base/time/instant.ts';
import type { Category, Field } from '#shared/categories/define-category.ts';
import type { LegalBasis } from '#shared/categories/legal-basis.ts';
import type { Row } from '#shared/records/export-records.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import { pathOf } from '#shared/store/store.ts';
import { legalBasisOf } from '#shared/tenants/particulars/particulars.ts';
import { columnsOf, type Shown } from '../shown.ts';
import type { ArchiveRun, Group, MetRecord } from './run.ts';
import type { Waiting } from './waiting.ts';

/** The groups of documents that an archive shows, and the fields that it shows of each record. */
export type View = {
  readonly groups: readonly Group[];
  /** The names of the columns in a group's table, in order. */
  readonly columns: (group: Group) => readonly string[];
  readonly render: (group: Group, met: MetRecord) => Row;
};

/**
 * The columns that an archive adds to the fields of a record. Only a table with a withheld record
 * has the column `withheld`.
 */
function notedIn({ withheld }: ArchiveRun, { documents }: Group): string[] {
  const isOne = documents.some(({ ref }) => withheld.has(ref.id));
  return ['enclosed_file', 'unreadable', ...(isOne ? ['withheld'] : [])];
}

function notesOf({ files }: ArchiveRun, { record, document }: MetRecord): Row {
  const file = files.get(pathOf(document.ref));
  return {
    ...(file && { enclosed_file: file.isWhole ? file.name : `${file.name} (incomplete)` }),
    ...(!record.isReadable && { unreadable: true }),
    ...(record.isWithheld && { withheld: true }),
  };
}

/** The view with all found data (Article 15). The archive of a period also uses it. */
export function accessView(run: ArchiveRun): View {
  return {
    groups: run.groups,
    columns: (group) => [...columnsOf(group.shown), ...notedIn(run, group)],
    render: (_group, met) => {
      const { id, createdAt, expiresAt, fields } = met.record;
      const times = { created_at: formatInstant(createdAt), expires_at: formatInstant(expiresAt) };
      return { id, ...times, ...fields, ...notesOf(run, met) };
    },
  };
}

/**
 * True if the documents are records of a category, restricted or not, and not copies of records.
 */
function isOriginal({ collection, category }: Shown): boolean {
  return holdsRecordsOf(category, collection.id);
}

/** The legal bases that give a right to portability (Article 20(1)(a)). */
const portableBases: ReadonlySet<LegalBasis> = new Set<LegalBasis>(['consent', 'contract']);

/** The fields of a category that the person provided or that the service observed. */
export function portableFields({ fields, apart = {} }: Category): { [name: string]: Field } {
  const all: [string, Field][] = [...Object.entries(fields), ...Object.entries(apart)];
  return Object.fromEntries(all.filter(([, { origin }]) => origin !== 'derived'));
}

/** True if the legal basis of a category makes its data portable. */
export function isPortable({ particulars }: ArchiveRun, category: Category): boolean {
  return portableBases.has(legalBasisOf(particulars, category).basis);
}

/**
 * The numbers of imported lines that are not records yet, for each category whose data is portable.
 */
export function portableWaiting(run: ArchiveRun): Waiting[] {
  return run.waiting.filter(({ category }) => isPortable(run, category));
}

/**
 * The view with portable data (Article 20): the values that the person provided or the service
 * observed. It contains only categories whose legal basis is consent or contract.
 */
export function portableView(run: ArchiveRun): View {
  const groups = run.groups.filter(
    ({ shown }) => isOriginal(shown) && isPortable(run, shown.category),
  );
  const namesOf = ({ shown }: Group) => Object.keys(portableFields(shown.category));
  return {
    groups,
    columns: (group) => ['created_at', ...namesOf(group), ...notedIn(run, group)],
    render: (group, met) => {
      const { createdAt, fields } = met.record;
      const names = namesOf(group).filter((name) => fields[name] !== undefined);
      const portable = Object.fromEntries(names.map((name) => [name, fields[name]]));
      return { created_at: formatInstant(createdAt), ...portable, ...notesOf(run, met) };
    },
  };
}
