import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { aesName, bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';

const personal: ReadonlySet<string> = new Set([
  ...Object.keys(raffleParticipations.fields).map(aesName),
  ...lookupFields(raffleParticipations)
    .filter((name) => name !== 'email')
    .map(bcryptName),
]);

/**
 * Returns the winner's copy for the time in which its participation is restricted. The result has
 * the winner's rank in the draw and the hash of the email, but no encrypted value and no other
 * hash.
 */
export function blankWinner(data: DocumentData): DocumentData {
  const left = Object.entries(data).filter(([name]) => !personal.has(name));
  return { ...Object.fromEntries(left), restricted: true };
}

/** True if a winner's copy contains no personal values, because its participation is restricted. */
export function isBlank({ data }: StoredDocument): boolean {
  return data['restricted'] === true;
}
