import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import { uniqueMarks } from '#shared/records/collections.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { lookupFormOf } from '#shared/records/lookup-form.ts';
import type { Complete } from '#shared/records/read-inputs.ts';
import {
  createTestFixture,
  type TestContext,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { DocumentData, Store, StoredDocument } from '#shared/store/store.ts';
import { lookupSecrets } from '#shared/vault/collections.ts';
import { formerKey } from '#shared/vault/normalise.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runRekey } from '../rekey/run-rekey.ts';

/** A context that computes lookup hashes by the first version of the rules. */
export function asFormerly(ctx: TestContext): TestContext {
  const { lookup } = ctx;
  const hash: TestContext['lookup']['hash'] = (tenant, field, form, value) =>
    lookup.hash(tenant, field, 'exact', formerKey(form, value));
  return { ...ctx, lookup: { ...lookup, hash } };
}

/**
 * Removes the versions of the rules from the lookup secrets. Then the sweep treats the tenant's
 * hashes as made by the first version of the rules.
 */
export async function ageRules(store: Store, tenant: string): Promise<void> {
  const ref = { tenant, collection: lookupSecrets.id, id: 'current' };
  const found = await store.get(ref);
  const { normaliser: _n, numbering_plan: _p, marks: _m, ...data } = found?.data ?? {};
  await store.commit([{ kind: 'put', ref, data }]);
}

/** Gives a record's uniqueness mark the id that the mark has by the first version of the rules. */
async function ageMark(
  ctx: TestContext,
  category: Category,
  document: StoredDocument,
  email: string,
) {
  const [held] = (document.data['unique_marks'] as string[] | undefined) ?? [];
  if (held === undefined) return;
  const label = `unique|${category.id}|email`;
  const former = await ctx.lookup.mark(ctx.tenant, label, [formerKey('email', email)]);
  if (former === held) return;
  const place = { tenant: ctx.tenant, collection: uniqueMarks.id };
  const mark = await ctx.store.get({ ...place, id: held });
  await ctx.store.commit([
    { kind: 'put', ref: { ...place, id: former }, data: mark?.data ?? {} },
    { kind: 'delete', ref: { ...place, id: held } },
    { kind: 'update', ref: document.ref, data: { unique_marks: [former] } },
  ]);
}

/**
 * Creates a tenant in memory. Its functions store records by the first version of the rules, and
 * run the sweep that updates these records.
 */
export async function createOldSpellings(fixture: TestFixture = createTestFixture()) {
  const { clock, store } = fixture;
  const ctx = fixture.contextOf('acme');
  await openTenant({ store, now: () => clock.now }, 'acme');
  const read = async (collection: string, id: string) => {
    const found = await store.get({ tenant: 'acme', collection, id });
    if (found === undefined) throw new Error('the document does not exist');
    return found;
  };
  return {
    ...fixture,
    ctx,
    read,
    age: () => ageRules(store, 'acme'),
    /**
     * Stores a record with the hashes and the mark that it gets by the first version of the rules.
     */
    storeFormerly: async (
      category: Category,
      fields: DocumentData,
      complete?: Complete,
    ): Promise<string> => {
      const [record] = (await createRecords(ctx, { category, body: fields, complete })).records;
      const id = record?.id ?? '';
      for (const [name, field] of Object.entries(category.fields)) {
        const value = fields[name];
        if (field.atRest !== 'aes' || field.lookup === undefined || typeof value !== 'string')
          continue;
        const form = lookupFormOf(ctx, field.lookup, fields);
        const hash = await asFormerly(ctx).lookup.hash('acme', name, form, value);
        const ref = { tenant: 'acme', collection: category.id, id };
        await store.commit([{ kind: 'update', ref, data: { [bcryptName(name)]: hash } }]);
        for (const link of await store.query({
          collection: 'conversation_links',
          tenant: 'acme',
          where: [],
          orderBy: [],
          limit: 1_000,
        }))
          if (link.ref.id === `${id}.${name}`)
            await store.commit([{ kind: 'update', ref: link.ref, data: { lookup: hash } }]);
      }
      if (category.unique[0]?.[0] === 'email')
        await ageMark(ctx, category, await read(category.id, id), String(fields['email']));
      clock.now += 1_000_000;
      return id;
    },
    rekey: (through: Store = store, budgetSeconds = 60, monotonic = () => 0, restores = 0) =>
      runRekey({
        store: through,
        now: () => clock.now,
        monotonic,
        budgetSeconds,
        onFailure: (error) => {
          throw error;
        },
        categories,
        collections,
        wrapper: fixture.wrapper,
        keyVersions: fixture.wrapper,
        records: ctx,
        restores,
      }),
  };
}
