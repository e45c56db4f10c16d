import { decodeJwt } from 'jose';
import type { Stored } from '../../harness/stored-state.ts';

/**
 * Collections whose documents are not compared as a whole. These documents contain random values,
 * or they depend on the time or on the number of processes. Of `erasures` and `receipts`,
 * `summarise` compares only some fields.
 */
const passing = new Set([
  'api_key_uses',
  'data_keys',
  'data_key_pointers',
  'erasures',
  'expected_stamps',
  'expiry_days',
  'gone_tenants',
  'idempotency_marks',
  'ledger_entries',
  'receipts',
  'record_stamps',
  'sweep_reports',
]);
/**
 * Fields that are not compared. They depend on the minute in which a sweep counts the codes of a
 * pool.
 */
const passingFields = new Set(['counted_on', 'history']);
const isOfLog = (collection: string) => collection.startsWith('manager_log');

type Said = { readonly [name: string]: unknown };

const valuesOf = ({ fields }: Stored, name: string): unknown => {
  const [value] = Object.values(fields[name] ?? {});
  return value;
};

const listOf = (document: Stored, name: string): string[] => {
  const { values = [] } = (valuesOf(document, name) ?? {}) as {
    readonly values?: readonly { readonly stringValue: string }[];
  };
  return values.map((each) => each.stringValue);
};

function erasureOf(document: Stored) {
  // The entry of a destroyed key also contains the instant of its destruction, which is not
  // compared.
  const keys = listOf(document, 'data_keys').map((each) => each.split('=').slice(0, 2).join('='));
  return {
    pending: valuesOf(document, 'pending'),
    awaits: valuesOf(document, 'awaits_receipt'),
    receipt: valuesOf(document, 'receipt'),
    counts: listOf(document, 'counts').toSorted(),
    keys: keys.toSorted(),
    leads: ['hashes', 'aliases', 'conversations', 'order'].filter(
      (name) => name in document.fields,
    ),
  };
}

const told = (value: unknown) =>
  ((value ?? []) as readonly object[])
    .map((each) => {
      const { until: _until, ...rest } = each as Said;
      return JSON.stringify(rest);
    })
    .toSorted();

/** Returns every signed receipt, in the order of the receipts' numbers. */
export function receiptsIn(state: readonly Stored[]): string[] {
  return state
    .filter(({ collection }) => collection === 'receipts')
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map((document) => String(valuesOf(document, 'jws')));
}

/** Returns the part of the final state that must be the same after any number of kills. */
export function summarise(state: readonly Stored[]) {
  const compared = state.filter(
    ({ collection }) => !passing.has(collection) && !isOfLog(collection),
  );
  return {
    documents: compared.map(({ database, tenant, collection, id, fields }) => {
      const kept = Object.entries(fields).filter(([name]) => !passingFields.has(name));
      return [
        `${database}/${tenant}/${collection}/${id}`,
        JSON.stringify(Object.fromEntries(kept)),
      ];
    }),
    erasures: state.filter(({ collection }) => collection === 'erasures').map(erasureOf),
    receipts: receiptsIn(state).map((jws) => {
      const said = decodeJwt(jws) as Said;
      const { kind, number, scope, categories, beside, keys, stays, day } = said;
      const lists = { categories, beside, keys, stays };
      const sorted = Object.entries(lists).map(([name, value]) => [name, told(value)]);
      return { kind, number, scope, day, ...Object.fromEntries(sorted) };
    }),
  };
}
