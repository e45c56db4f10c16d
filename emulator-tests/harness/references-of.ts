import type { Stored } from './stored-state.ts';

/** Returns the values of the field `reference` in stored transactions. */
export function referencesOf(transactions: readonly Stored[]): string[] {
  return transactions
    .map(({ fields }) => fields['reference']?.['stringValue'])
    .filter((reference) => reference !== undefined)
    .map(String);
}
