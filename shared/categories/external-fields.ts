import { oncePerCategory } from './once-per-category.ts';

/**
 * The names of two fields: a text from another system, and the id that Mayfly makes from this text.
 */
export type ExternalField = { readonly external: string; readonly id: string };

/** The fields whose texts callers may send in place of ids. */
export const externalFields = oncePerCategory(({ fields }): readonly ExternalField[] =>
  Object.entries(fields).flatMap(([external, field]) =>
    field.atRest === 'aes' && field.inPlaceOf !== undefined
      ? [{ external, id: field.inPlaceOf }]
      : [],
  ),
);
