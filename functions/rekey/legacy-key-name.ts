import * as z from 'zod';

/** The name that an operator gives a legacy key. */
export const legacyKeyName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    '1 to 40 characters: first a small letter, then small letters, digits and hyphens',
  );
