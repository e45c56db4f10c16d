import type { Stored } from './stored-state.ts';

/** The references that stored transactions name. */
export function referencesOf(transactions: readonly Stored[]): string[] {
  return transactions
    .map(({ fields }) => fields['reference']?.['stringValue'])
    .filter((reference) => reference !== undefined)
    .map(String);
}
