import { oncePerCategory } from './once-per-category.ts';

/**
 * The names of two fields. `external` contains a text from another system, and `id` the id that
 * Mayfly makes from this text.
 */
export type ExternalField = { readonly external: string; readonly id: string };

/**
 * The fields of a category that contain a text from another system. Callers may send this text
 * instead of the id.
 */
export const externalFields = oncePerCategory(({ fields }): readonly ExternalField[] =>
  Object.entries(fields).flatMap(([external, field]) =>
    field.atRest === 'aes' && field.inPlaceOf !== undefined
      ? [{ external, id: field.inPlaceOf }]
      : [],
  ),
);
