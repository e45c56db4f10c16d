import { expect, vi } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { createValidator } from '#shared/openapi/testing/create-validator.ts';
import type { Write } from '#shared/store/store.ts';
import { askAsDescribed } from '../../generate/testing/ask-as-described.ts';
import {
  bodyAbout,
  exampleOf,
  isOfMany,
  prepareExamples,
  storeSubject,
} from '../../generate/testing/described-requests.ts';
import type { PeopleFixture } from './create-people-fixture.ts';
import { type DeclaredRoute, document } from './list-declared.ts';

const validate = createValidator(document);

/** The action, the target and the outcome of an entry in the manager log. None is encrypted. */
export type NotedEntry = {
  readonly action: unknown;
  readonly target: unknown;
  readonly outcome: unknown;
};

/**
 * Returns the name of a filter and a value for it, if the route lists a category. The result is
 * undefined if the route has no filters.
 */
function filterOf({ path }: DeclaredRoute): readonly [string, string] | undefined {
  const category = categories.find((each) => path === `/v1/${each.path}`);
  const example = { conversation_id: 'conv-7f3a', ...(category && recordExample(category)) };
  for (const [name, field] of Object.entries(category?.fields ?? {})) {
    const value = example[name as keyof typeof example];
    const isFilter = field.atRest === 'plain' && field.filter === 'equal';
    if (isFilter && value !== undefined) return [name, value];
  }
  return undefined;
}

/** The options of an export that describe its file, and not its records. */
const ofTheFile: ReadonlySet<string> = new Set(['password', 'format', 'separator']);

/**
 * Returns the names of the fields in a route's example request: the fields of its body, or the
 * filter in its query.
 */
function fieldsOf(each: DeclaredRoute): readonly string[] {
  if (each.method === 'GET') return filterOf(each)?.slice(0, 1) ?? [];
  const body = exampleOf(each.operation) as { readonly scope?: { readonly subject?: object } };
  const names = Object.keys(body?.scope?.subject ?? body ?? {});
  return names.filter((name) => !ofTheFile.has(name));
}

/** Collections to which a process writes when it adds an entry to the manager log. */
const ofTheLog = new Set([managerLog.id, 'manager_log_hours', 'data_keys']);

export type Done = {
  /** The entries that the request added to the manager log. */
  readonly left: readonly NotedEntry[];
  /** The entries that the request must add according to the declaration of its route. */
  readonly declared: readonly NotedEntry[];
  /**
   * Whether and when the request changed something. `later`: after its entry. `unnoted`: before it
   * wrote its entry, or without an entry.
   */
  readonly changed: 'never' | 'later' | 'unnoted';
};

/** Sends the example request of a route with a credential. */
export async function doExample(
  fixture: PeopleFixture,
  credential: string,
  each: DeclaredRoute,
): Promise<Done> {
  const key = await fixture.newKey();
  await prepareExamples(fixture);
  const id = await storeSubject(fixture, key, each);
  const commit = vi.spyOn(fixture.store, 'commit');
  const filter = each.method === 'GET' ? filterOf(each) : undefined;
  const answer = await askAsDescribed({ document, validate, fixture, key }, each, {
    id,
    body: bodyAbout(each, id),
    ...(filter !== undefined && { query: `?${filter.join('=')}` }),
    headers: { authorization: `Bearer ${credential}` },
  });
  expect(answer).toMatch(/^20[014]$/);
  const writes = commit.mock.calls.flatMap(([batch]) => batch);
  const left = writes
    .flatMap((write) => ('data' in write && write.ref.collection === managerLog.id ? [write] : []))
    .map(({ data: { action, target, outcome } }) => ({ action, target, outcome }));
  return { left, declared: entriesOf(each, id), changed: whenChanged(writes) };
}

function whenChanged(writes: readonly Write[]): Done['changed'] {
  const first = writes.findIndex(({ ref }) => !ofTheLog.has(ref.collection));
  const noted = writes.findIndex(({ ref }) => ref.collection === managerLog.id);
  if (first === -1) return 'never';
  return noted !== -1 && noted < first ? 'later' : 'unnoted';
}

function entriesOf(each: DeclaredRoute, id: string): readonly NotedEntry[] {
  const { personal } = each.declaration;
  if (personal === false) return [];
  const fields = fieldsOf(each);
  const named = `(?:${[...fields].join('|')})`;
  // For many records the entry contains their number, and a digest of their ids.
  const many = isOfMany(each) ? ':[0-9]+:[0-9a-f]{32}' : '';
  // The target is the name of one field, or several names with colons between them.
  const anyField =
    fields.length === 0
      ? undefined
      : expect.stringMatching(new RegExp(`^${named}(?::${named})*${many}$`));
  const targets = { none: undefined, fields: anyField, 'own-id': id, 'chosen-id': id };
  const outcome = personal.effect === 'changes' ? 'requested' : 'shown';
  return [{ action: personal.name, target: targets[personal.target], outcome }];
}
