import type { Origin } from './define-category.ts';
import type { Texts } from './texts.ts';

/**
 * The fields that every record has in addition to the fields of its category. Answers use these
 * names.
 */
export const systemFields = {
  id: {
    label: { de: 'Kennung des Datensatzes', en: 'ID of the record' },
    origin: 'derived',
  },
  created_at: { label: { de: 'Erstellt am', en: 'Created at' }, origin: 'observed' },
  expires_at: { label: { de: 'Wird gelöscht am', en: 'Will be deleted at' }, origin: 'derived' },
} as const satisfies {
  readonly [name: string]: { readonly label: Texts; readonly origin: Origin };
};
