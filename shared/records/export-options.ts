import * as z from 'zod';

/**
 * What protects an archive. Visible ASCII and spaces: how other characters become a key, ZIP tools do not agree.
 * It is kept nowhere.
 */
export const exportOptions = z.strictObject({
  password: z
    .string()
    .regex(/^[\x20-\x7e]{12,128}$/)
    .optional(),
});
