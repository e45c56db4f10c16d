import type {
  Direction,
  FieldOverride,
  IndexFile,
  IndexMode,
  QueryScope,
} from '../../infra/firestore/index-file.ts';

export type IndexEntry = { readonly field: string; readonly mode: Direction | 'CONTAINS' };

/** The fields of an index in their order. The last one is always the document name. */
export type AvailableIndex = readonly IndexEntry[];

export const DOCUMENT_NAME = '__name__';

/**
 * Returns the indexes that production has for one collection group: its composite indexes, and the
 * single-field indexes of the given fields.
 */
export function listAvailableIndexes(input: {
  indexFile: IndexFile;
  collectionGroup: string;
  scope: QueryScope;
  fields: readonly string[];
}): AvailableIndex[] {
  const composites = input.indexFile.indexes
    .filter((index) => index.collectionGroup === input.collectionGroup)
    .filter((index) => index.queryScope === input.scope)
    .map((index) =>
      withDocumentName(
        index.fields.map((field) => ({ field: field.fieldPath, mode: modeOf(field) })),
      ),
    )
    .filter((index) => !isSingleField(index));
  const singles = [...new Set(input.fields)].flatMap((field) =>
    singleFieldModes({ ...input, field }).map((mode) => withDocumentName([{ field, mode }])),
  );
  return [...composites, ...singles];
}

// Production refuses to create a composite index that only repeats a single-field index.
function isSingleField(index: AvailableIndex): boolean {
  const [first, second] = index;
  return index.length === 2 && second?.mode === impliedNameDirection(first);
}

function withDocumentName(entries: readonly IndexEntry[]): AvailableIndex {
  const last = entries.at(-1);
  if (last?.field === DOCUMENT_NAME) return entries;
  return [...entries, { field: DOCUMENT_NAME, mode: impliedNameDirection(last) }];
}

function impliedNameDirection(last: IndexEntry | undefined): Direction {
  return last?.mode === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
}

function singleFieldModes(input: {
  indexFile: IndexFile;
  collectionGroup: string;
  scope: QueryScope;
  field: string;
}): (Direction | 'CONTAINS')[] {
  const override = findOverride(input);
  if (override !== undefined) {
    return override.indexes.filter(({ queryScope }) => queryScope === input.scope).map(modeOf);
  }
  if (input.field === DOCUMENT_NAME || input.scope === 'COLLECTION_GROUP') return [];
  return ['ASCENDING', 'DESCENDING', 'CONTAINS'];
}

// A field without an override of its own uses the override of the nearest map that contains it. If
// there is none, it uses the override `*` of the collection group.
function findOverride(input: {
  indexFile: IndexFile;
  collectionGroup: string;
  field: string;
}): FieldOverride | undefined {
  const segments = input.field.match(/`(?:\\.|[^`\\])*`|[^.]+/g) ?? [input.field];
  const candidates = segments.map((_, cut) => segments.slice(0, segments.length - cut).join('.'));
  if (input.field !== DOCUMENT_NAME) candidates.push('*');
  for (const fieldPath of candidates) {
    const override = input.indexFile.fieldOverrides.find(
      (one) => one.collectionGroup === input.collectionGroup && one.fieldPath === fieldPath,
    );
    if (override !== undefined) return override;
  }
  return undefined;
}

function modeOf(index: IndexMode): Direction | 'CONTAINS' {
  return index.order ?? 'CONTAINS';
}
