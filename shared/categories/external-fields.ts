import { oncePerCategory } from './once-per-category.ts';

/** The names of a text from another system, and of the id that Mayfly makes from it. */
export type ExternalField = { readonly external: string; readonly id: string };

/** The texts that callers may send in place of ids. */
export const externalFields = oncePerCategory(({ fields }): readonly ExternalField[] =>
  Object.entries(fields).flatMap(([external, field]) =>
    field.atRest === 'aes' && field.inPlaceOf !== undefined
      ? [{ external, id: field.inPlaceOf }]
      : [],
  ),
);
