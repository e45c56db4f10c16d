import { expect, test } from 'vitest';
import { isEuLocation, type Placed } from '#shared/base/config/eu-locations.ts';
import { categories } from '#shared/categories/registry.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { deadlines } from '#shared/http/guards/limit-time.ts';
import { recordsBodyMax } from '#shared/http/read/read-json.ts';
import { collections } from '#shared/wiring/collections.ts';
import {
  builders,
  databases,
  functions,
  inspectingRole,
  keys,
  locations,
  operators,
  schedules,
  secrets,
  variables,
} from './manifest.ts';

const grants = [...functions, ...operators, ...builders].map((each) => each.grants);

test('every service and all stored data are in the European Union', () => {
  for (const [placed, location] of Object.entries(locations))
    expect([placed, isEuLocation(placed as Placed, location)]).toEqual([placed, true]);
});

test('each category of the registry has its own key and a function that serves it', () => {
  const ids = new Set<string>(keys.map(({ id }) => id));
  for (const { id, service } of categories) {
    const served = functions.filter((each) => each.categories.includes(id));
    expect([id, ids.has(id), served.map(({ name }) => name)]).toEqual([id, true, [service]]);
  }
  expect(functions.flatMap((each) => each.categories)).toHaveLength(categories.length);
});

test('for every key, database and secret there is at least one function or account that may use it', () => {
  const granted = {
    keys: new Set(grants.flatMap((each) => each.keys.map(({ key }) => key))),
    databases: new Set(grants.flatMap((each) => each.databases.map(({ database }) => database))),
    secrets: new Set(grants.flatMap((each) => each.secrets.map(({ secret }) => secret))),
  };
  expect(granted).toEqual({
    keys: new Set(keys.map(({ id }) => id)),
    databases: new Set(databases.map(({ id }) => id)),
    secrets: new Set(secrets.map(({ id }) => id)),
  });
});

test('a grant to sign or verify names a signing key; every other grant of a key names a key for encryption', () => {
  const purposes = new Map<string, string>(keys.map(({ id, purpose }) => [id, purpose]));
  for (const { key, use } of grants.flatMap((each) => each.keys)) {
    const purpose = use === 'sign' || use === 'verify' ? 'signing' : 'symmetric';
    expect([key, purposes.get(key)]).toEqual([key, purpose]);
  }
});

test('the reason of each grant and of each role of a builder begins with a capital letter and ends with a full stop', () => {
  for (const { databases, keys: own, secrets: given } of grants)
    for (const { why } of [...databases, ...own, ...given]) expect(why).toMatch(/^[A-Z].{15,}\.$/);
  for (const { roles } of builders)
    for (const { why } of roles) expect(why).toMatch(/^[A-Z].{15,}\.$/);
});

test('if a grant of a function mentions lookup secrets, the function may decrypt with the key for lookup secrets', () => {
  const saying = functions.filter((each) =>
    each.grants.databases.some(({ why }) => why.includes('lookup secrets')),
  );
  expect(saying.length).toBeGreaterThan(9);
  for (const { name, decrypts } of saying)
    expect([name, decrypts]).toEqual([name, expect.arrayContaining(['lookup_secrets'])]);
});

test('the accounts that build and deploy may not decrypt, read documents or grant rights', () => {
  for (const { grants: own } of builders) expect([own.databases, own.keys]).toEqual([[], []]);
  const given = builders.flatMap(({ roles }) => roles.map(({ role }) => role));
  expect(
    given.filter((role) => /owner|editor|viewer$|datastore|cloudkms|iam\./i.test(role)),
  ).toEqual(['roles/logging.viewer']);
  for (const permission of inspectingRole.permissions)
    expect(permission).toMatch(/\.(?:list|get|getIamPolicy|getMetadata|use)$/);
  expect(inspectingRole.permissions.join()).not.toMatch(
    /entities|versions\.(?:access|use)|setIamPolicy|decrypt/i,
  );
});

test('the secrets that a function reads as variables are exactly the secrets in its grants', () => {
  for (const { name, environment, grants: own } of functions) {
    const read = environment.map((each) => variables[each]);
    const given = read.flatMap((each) => ('secret' in each ? [each.secret] : []));
    expect([name, given]).toEqual([name, own.secrets.map(({ secret }) => secret)]);
  }
});

test('every database contains at least one declared collection, and is protected from deletion', () => {
  const ids = new Set(databases.map(({ id }) => id));
  expect(ids).toEqual(new Set(collections.map(({ database }) => database)));
  for (const { id, deleteProtection } of databases)
    expect([id, deleteProtection]).toEqual([id, true]);
});

test('no backup is kept for more than seven days, and data keys have no backup', () => {
  for (const { id, backups, pointInTimeRecovery } of databases) {
    if (id === 'mayfly-keys') expect([backups, pointInTimeRecovery]).toEqual([null, false]);
    else expect(backups.keptDays).toBeLessThanOrEqual(7);
  }
});

test('each task has one job; among the functions with a task, only rekey and notices have callers other than Cloud Scheduler', () => {
  const paths = functions.flatMap(({ name, tasks }) => tasks.map((path) => [name, path]));
  expect(schedules.map((each) => [each.function, each.path])).toEqual(paths);
  for (const { name, ingress, serves, tasks } of functions)
    expect([name, serves.length > 0, tasks.length > 0]).toEqual([
      name,
      ingress === 'public',
      ingress === 'scheduler' || name === 'rekey' || name === 'notices',
    ]);
});

test('the timeout of each function in Cloud Run is long enough for its slowest answer to begin, or for a run of its task to end', () => {
  for (const { name, size, tasks, categories: own } of functions) {
    const ordinary = own.length > 0 ? deadlines.upload : deadlines.ordinary;
    const budget = Number(variables.TASK_SECONDS.default) + 60;
    const needed = tasks.length > 0 ? budget : ordinary / 1_000;
    expect([name, size.timeoutSeconds >= needed]).toEqual([name, true]);
  }
});

test('the deadline of each job equals the timeout of its function in Cloud Run, and is at most the deadline for tasks', () => {
  for (const { attemptDeadlineSeconds, function: name } of schedules) {
    const { size } = functions.find((each) => each.name === name) ?? {};
    expect(attemptDeadlineSeconds).toBe(size?.timeoutSeconds);
    expect(attemptDeadlineSeconds).toBeLessThanOrEqual(deadlines.task / 1_000);
  }
});

const serving = functions.filter((each) => each.categories.length > 0);

test('if a function serves categories, all request bodies that an instance reads at the same time use at most half of its memory', () => {
  for (const { name, size } of serving) {
    const halfOfMemory = (size.memoryMiB * 1_048_576) / 2;
    expect([name, size.concurrency * recordsBodyMax <= halfOfMemory]).toEqual([name, true]);
  }
});

test('a function of categories with hashed fields has two cores, because bcrypt needs time', () => {
  const hashed = categories.filter((category) => lookupFields(category).length > 0);
  const services = new Set(hashed.map(({ service }) => service));
  for (const { name, size } of serving.filter((each) => services.has(each.name)))
    expect([name, size.cpu]).toEqual([name, 2]);
});

test('subjects may decrypt, but not encrypt, the particulars and every category except the manager log', () => {
  const { unwraps } = functions.find(({ name }) => name === 'subjects') ?? {};
  const ofPersons = categories.filter(({ subject }) => !('nobody' in subject));
  expect(unwraps).toEqual([...ofPersons.map(({ id }) => id), 'particulars']);
});

test('rekey may decrypt with the keys of all encrypted collections, and with the keys of members, particulars, lookup secrets and sessions', () => {
  const { decrypts = [] } = functions.find(({ name }) => name === 'rekey') ?? {};
  const sealed = collections.filter(({ fields }) => 'dek' in fields);
  const keks = sealed.flatMap(({ category }) => category ?? []);
  const others = ['members', 'particulars', 'lookup_secrets', 'sessions'];
  const expected = new Set([...keks, ...others]);
  expect(new Set(decrypts)).toEqual(expected);
});
