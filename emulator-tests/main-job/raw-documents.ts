import type { RawDocument } from '../production-rules/raw-export.ts';

export type Stored = {
  readonly database: string;
  readonly tenant: string;
  readonly collection: string;
  readonly id: string;
  /** The fields as the emulator prints them, without the times it keeps. */
  readonly fields: { readonly [name: string]: { readonly [type: string]: unknown } };
};

/** A raw document by the parts of its path. Documents that exist only as parents of others have no fields. */
export function toStored(document: RawDocument): Stored {
  const [, , , database = '', , , tenant = '', collection = '', id = ''] = document.path.split('/');
  const { fields = {} } = JSON.parse(document.text) as Partial<Stored>;
  return { database, tenant, collection, id, fields };
}

/** What is stored, in an order of its own and without times, so that two states can be compared. */
export function storedState(documents: readonly RawDocument[]): Stored[] {
  const key = (one: Stored) => [one.database, one.tenant, one.collection, one.id].join('/');
  return documents
    .map(toStored)
    .filter(({ collection }) => collection !== '')
    .sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

/** The documents of one collection. */
export function storedIn(documents: readonly RawDocument[], collection: string): Stored[] {
  return storedState(documents).filter((one) => one.collection === collection);
}
