import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** The content of files, in chunks. Each chunk fits into one document. */
export const fileChunks: Collection = {
  id: 'file_chunks',
  title: { de: 'Teile von Dateien', en: 'File chunks' },
  database: 'mayfly',
  category: 'variables',
  lifeFields: { fence: 'created_at', basis: 'basis_at' },
  personal: { de: 'ein Teil einer Datei', en: 'a part of a file' },
  subject: [
    {
      by: 'record',
      of: ['variables'],
      through: 'the ids of the chunks, made of the record’s fields file_id and file_chunks',
    },
  ],
  expiry: {
    by: 'ttl',
    source: {
      de: 'mit dem Datensatz der Datei; ohne einen solchen eine Stunde nach dem Hochladen',
      en: 'with the record of the file; without such a record, one hour after the upload',
    },
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
