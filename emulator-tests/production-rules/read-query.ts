import type {
  Filter,
  FirestoreRequest,
  StructuredQuery,
} from '../../infra/emulators/firestore/decode-request.ts';
import type { QueryShape } from './index-coverage.ts';

/**
 * The conjunctions of a query. AND joins the filters of a conjunction, and OR joins the
 * conjunctions. Production also makes a conjunction for each value of an `IN` or
 * `ARRAY_CONTAINS_ANY` list. `alternatives` is the number of conjunctions that production makes.
 */
export type ReadQuery = { readonly shapes: QueryShape[]; readonly alternatives: number };

type Conjunction = {
  equalities: string[];
  inequalities: string[];
  arrayContains: string[];
  alternatives: number;
};

const LIST_OPERATORS: ReadonlySet<string> = new Set(['IN', 'ARRAY_CONTAINS_ANY']);

export function structuredQueryOf(request: FirestoreRequest): StructuredQuery | undefined {
  return (
    request.structuredQuery ??
    request.structuredAggregationQuery?.structuredQuery ??
    request.addTarget?.query?.structuredQuery ??
    undefined
  );
}

/**
 * Returns the conjunctions in the query of a request. Each of them needs an index. Undefined if the
 * request has no query.
 */
export function readQuery(request: FirestoreRequest): ReadQuery | undefined {
  const query = structuredQueryOf(request);
  if (query === undefined) return undefined;
  const source = query.from?.[0];
  const orderBy = (query.orderBy ?? []).map(({ field, direction }) => ({
    field: field?.fieldPath ?? '',
    direction: direction === 'DESCENDING' ? ('DESCENDING' as const) : ('ASCENDING' as const),
  }));
  const ordered = new Set(orderBy.map(({ field }) => field));
  const conjunctions = expandFilter(query.where ?? undefined, ordered);
  // The whole query has one order. So each conjunction sorts by the inequality fields of all
  // conjunctions.
  const inequalities = [...new Set(conjunctions.flatMap((one) => one.inequalities))];
  const aggregated = (request.structuredAggregationQuery?.aggregations ?? [])
    .map(({ sum, avg }) => (sum ?? avg)?.field?.fieldPath)
    .filter((field) => field !== undefined);
  const shapes = conjunctions.map(
    ({ equalities, arrayContains }): QueryShape => ({
      collectionGroup: source?.collectionId ?? '',
      scope: source?.allDescendants === true ? 'COLLECTION_GROUP' : 'COLLECTION',
      equalities,
      inequalities,
      arrayContains,
      orderBy,
      aggregated,
    }),
  );
  const alternatives = conjunctions.reduce((sum, one) => sum + one.alternatives, 0);
  return { shapes, alternatives };
}

function expandFilter(filter: Filter | undefined, ordered: Set<string>): Conjunction[] {
  if (filter?.compositeFilter) {
    const parts = (filter.compositeFilter.filters ?? []).map((one) => expandFilter(one, ordered));
    if (filter.compositeFilter.op === 'OR') return parts.flat();
    return parts.reduce(
      (all, part) => all.flatMap((one) => part.map((other) => both(one, other))),
      [conjunction({})],
    );
  }
  if (filter?.unaryFilter) {
    const { op = '', field } = filter.unaryFilter;
    const fields = [field?.fieldPath ?? ''];
    return [
      conjunction(op.startsWith('IS_NOT_') ? { inequalities: fields } : { equalities: fields }),
    ];
  }
  return [filter?.fieldFilter ? readFieldFilter(filter.fieldFilter, ordered) : conjunction({})];
}

function readFieldFilter(
  filter: NonNullable<Filter['fieldFilter']>,
  ordered: Set<string>,
): Conjunction {
  const { op = '' } = filter;
  const fields = [filter.field?.fieldPath ?? ''];
  const length = filter.value?.arrayValue?.values?.length ?? 1;
  const alternatives = LIST_OPERATORS.has(op) ? Math.max(length, 1) : 1;
  if (op.startsWith('ARRAY_CONTAINS')) return conjunction({ arrayContains: fields, alternatives });
  // An IN filter may allow several values of a field by which the query sorts. Then the index must
  // contain the order of that field, so the filter counts as an inequality.
  const oneValue = alternatives === 1 || !fields.some((field) => ordered.has(field));
  if (op === 'EQUAL' || (op === 'IN' && oneValue)) {
    return conjunction({ equalities: fields, alternatives });
  }
  return conjunction({ inequalities: fields, alternatives });
}

function conjunction(parts: Partial<Conjunction>): Conjunction {
  return { equalities: [], inequalities: [], arrayContains: [], alternatives: 1, ...parts };
}

function both(one: Conjunction, other: Conjunction): Conjunction {
  return {
    equalities: [...one.equalities, ...other.equalities],
    inequalities: [...one.inequalities, ...other.inequalities],
    arrayContains: [...one.arrayContains, ...other.arrayContains],
    alternatives: one.alternatives * other.alternatives,
  };
}
