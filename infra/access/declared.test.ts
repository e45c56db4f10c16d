import { beforeEach, describe, expect, test } from 'vitest';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { Declaration } from '#shared/http/route/route.ts';
import type { Operation, Parameter, Reference } from '#shared/openapi/openapi-document.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { createApiFixture } from '../generate/testing/create-api-fixture.ts';
import { accessTable } from './access-table.ts';
import { listRoutes } from './list-routes.ts';
import { logNames } from './log-names.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';
import { doExample } from './testing/do-example.ts';
import { type DeclaredRoute, document, listDeclared } from './testing/list-declared.ts';
import { idle } from './testing/list-writing.ts';
import { undescribedRoutes } from './undescribed-routes.ts';

const served = listRoutes(createApiFixture().guardedApps);
const declared = listDeclared(served);

test('every route of every function has a declaration', () => {
  expect(served.filter(({ declaration }) => declaration === undefined)).toEqual([]);
  expect(declared.map(({ route }) => route)).toEqual([...readOperations(document).keys()]);
});

test('a route without a description is for everyone or for our own pages, and declares no entry in the manager log', () => {
  const undescribed = served.filter(({ route }) => route in undescribedRoutes);
  const said = undescribed.map(({ declaration: it }) => [it?.admission.who, it?.personal]);
  for (const each of said)
    expect(each).toEqual([expect.stringMatching(/^everyone$|^own page$/), false]);
});

function resolve(it: Parameter | Reference): Parameter | undefined {
  return '$ref' in it ? document.components.parameters[it.$ref.split('/').at(-1) ?? ''] : it;
}

function parametersOf({ parameters = [] }: Operation, place: Parameter['in']): string[] {
  return parameters
    .map(resolve)
    .flatMap((parameter) => (parameter?.in === place ? [parameter.name] : []));
}

/** Returns the `security` that the API's description must state for these callers. */
function securityOf(who: Declaration['admission']['who']): Operation['security'] {
  const people = [{ personToken: [] }, { session: [] }];
  if (who === 'everyone') return [];
  if (who === 'scheduler') return [{ schedulerToken: [] }];
  if (who === 'device') return [{ deviceToken: [] }];
  return typeof who === 'string' ? people : [{ apiKey: who.slice(0, 1) }, ...people];
}

describe.each(declared)('the declaration of $route', ({ route, path, operation, declaration }) => {
  const { query, body, idempotency, admission, conditional } = declaration;
  const kind = idempotency?.kind ?? 'repeatable';

  test('matches the API’s description: parameters, body, Idempotency-Key, preconditions and credentials', () => {
    const names = query.parameters === 'any' ? [] : query.parameters;
    expect(parametersOf(operation, 'query')).toEqual(names);
    expect(parametersOf(operation, 'path')).toEqual(path.includes('{id}') ? ['id'] : []);
    const headers = [
      ...(conditional ?? []),
      ...(kind === 'repeatable' ? [] : ['Idempotency-Key']),
      ...(typeof admission.who === 'string' ? [] : ['Mayfly-Tenant']),
      'X-Request-Id',
    ];
    expect(parametersOf(operation, 'header')).toEqual(headers);
    const { requestBody } = operation;
    const mediaTypes = [body.mediaType, ...(body.alsoAs === undefined ? [] : [body.alsoAs])];
    expect(Object.keys(requestBody?.content ?? { none: {} })).toEqual(mediaTypes);
    expect(requestBody?.required ?? false).toBe(body.required);
    expect(operation.security).toEqual(securityOf(admission.who));
  });

  test('names the same callers as the access table', () => {
    const { who } = admission;
    expect(accessTable[route]?.key).toBe(typeof who === 'string' ? who : who.join('|'));
  });
});

/** Returns the kind of the id in a route's path, as the API's description states it. */
function idOf({ parameters = [] }: Operation): string {
  const id = parameters.map(resolve).find((parameter) => parameter?.in === 'path');
  if (id === undefined) return 'none';
  return JSON.stringify(id.schema).includes('PlainId') ? 'chosen-id' : 'own-id';
}

describe('the manager log', () => {
  const accesses = declared.flatMap(({ declaration: { personal }, ...each }) =>
    personal === false ? [] : [{ ...each, ...personal }],
  );

  test('uses the names of log-names.ts for the routes with personal data, and only for these routes', () => {
    const names = accesses.map(({ route, name }) => [route, name]);
    expect(Object.fromEntries(names)).toEqual(logNames);
    for (const name of Object.values(logNames)) expect(plainId.safeParse(name).success).toBe(true);
  });

  test('uses a name for two routes only if one of them changes something and the other only reads', () => {
    const names = accesses.map(({ name, effect }) => `${name} ${effect === 'changes'}`);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  test('counts as exports exactly the routes with a scope for exports, and the route of archives', () => {
    for (const { route, effect } of accesses)
      expect([route, effect === 'exports']).toEqual([
        route,
        accessTable[route]?.key.endsWith(':export') || route === 'POST /v1/subjects/export',
      ]);
  });

  test('expects the same kind of id in a path as the API’s description: none, made by Mayfly, or chosen by callers', () => {
    for (const { route, operation, target } of accesses)
      expect([route, target === 'fields' ? 'none' : target]).toEqual([route, idOf(operation)]);
  });
});

/**
 * Tells whether the route declares that a repeated `POST` changes nothing in Mayfly. Such a route
 * need not remember the Idempotency-Key of a request.
 */
const isRepeatable = ({ declaration: { idempotency } }: DeclaredRoute) =>
  idempotency !== undefined && idempotency.kind !== 'remembered';

test('a POST route that changes personal data remembers the Idempotency-Key of a request', () => {
  const changing = declared.filter(
    ({ declaration: { personal } }) => personal !== false && personal.effect === 'changes',
  );
  expect(changing.filter(isRepeatable).map(({ route }) => route)).toEqual([]);
});

/**
 * Exports of consents. After such an export Mayfly notes the instant up to which consents were
 * exported. A repeated export writes this note again.
 */
const remembering: ReadonlySet<string> = new Set([
  'GET /v1/marketing-consents/export.csv',
  'POST /v1/marketing-consents/export',
]);

/**
 * Tells whether an entry notes a step within a request, such as a commitment of a draw. The outcome
 * of such an entry contains a colon and a text after it.
 */
const isStep = ({ outcome }: { readonly outcome?: unknown }) => String(outcome).includes(':');
const notesSteps = ({ declaration: { personal } }: DeclaredRoute) =>
  personal !== false && personal.steps === true;

describe('the entries of the manager log', () => {
  let fixture: PeopleFixture;

  beforeEach(async () => {
    fixture = await createPeopleFixture();
  });

  const whoOf = (each: DeclaredRoute) => each.declaration.admission.who;
  const isForKeys = (each: DeclaredRoute) => typeof whoOf(each) !== 'string';
  const isForPeople = (each: DeclaredRoute) =>
    isForKeys(each) || whoOf(each) === 'person' || whoOf(each) === 'operator';

  test.each(declared.filter(isForPeople))(
    'for a request of an owner or operator are exactly the entries that the route declares: $route',
    async (each) => {
      const person = whoOf(each) === 'operator' ? 'as-betrieb' : 'as-owner';
      const { left, declared: entries, changed } = await doExample(fixture, person, each);
      expect(left.filter((entry) => !isStep(entry))).toEqual(entries);
      expect(left.some(isStep)).toBe(notesSteps(each));
      // A route that only reads writes nothing after its entry. A route that changes something has
      // written its entry before the change.
      const { personal } = each.declaration;
      const changes = personal !== false && personal.effect === 'changes';
      const noted = remembering.has(each.route);
      if (isRepeatable(each) && !noted) expect(changed).toBe('never');
      if (personal !== false)
        expect(changed).toBe((changes && !idle.has(each.route)) || noted ? 'later' : 'never');
    },
  );

  test.each(declared.filter(isForKeys))(
    'for a request with an API key are only about exports and steps: $route',
    async (each) => {
      const { left, declared: entries } = await doExample(fixture, await fixture.newKey(), each);
      const { personal } = each.declaration;
      const told = personal !== false && personal.effect === 'exports' ? entries : [];
      expect(left.filter((entry) => !isStep(entry))).toEqual(told);
      expect(left.some(isStep)).toBe(notesSteps(each));
    },
  );

  test('do not exist for requests of other callers, because no route for such callers declares access to personal data', () => {
    const others = declared.filter((each) => !isForPeople(each));
    expect(others.filter(({ declaration }) => declaration.personal !== false)).toEqual([]);
  });
});
