import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** The content of files, in parts that fit a document. */
export const fileChunks: Collection = {
  id: 'file_chunks',
  title: 'File chunks',
  database: 'mayfly',
  category: 'variables',
  lifeFields: { fence: 'created_at', basis: 'basis_at' },
  personal: 'a part of a file',
  subject: [
    { by: 'record', of: ['variables'], through: 'ids made of its fields file_id and file_chunks' },
  ],
  expiry: {
    by: 'ttl',
    source: 'the record of its file; an hour after its upload where there is none',
  },
  fields: {
    created_at: 'instant',
    basis_at: 'instant',
    ...expiryFields,
    chunk_aes: 'sealed',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};
