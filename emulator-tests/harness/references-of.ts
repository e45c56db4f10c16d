import type { Stored } from './stored-state.ts';

/** What stored transactions name as their reference, where they name one. */
export function referencesOf(transactions: readonly Stored[]): string[] {
  return transactions
    .map(({ fields }) => fields['reference']?.['stringValue'])
    .filter((reference) => reference !== undefined)
    .map(String);
}
