import * as z from 'zod';

/** How an export as CSV is written. The first value of each choice is the default. */
export const csvChoices = {
  /** `spreadsheet`: no cell is a formula; `raw`: values exactly as they are, for machines. */
  format: ['spreadsheet', 'raw'],
  /** German spreadsheets separate columns at semicolons. */
  separator: ['comma', 'semicolon'],
} as const;

const csvFields = {
  format: z.enum(csvChoices.format).default('spreadsheet'),
  separator: z.enum(csvChoices.separator).default('comma'),
};

/** How an export as CSV is written. */
export const csvOptions = z.strictObject(csvFields);
export type CsvOptions = z.output<typeof csvOptions>;
export const usualCsv: CsvOptions = csvOptions.parse({});

/**
 * How an archive is written, and its password. It may hold visible ASCII and spaces, because ZIP
 * tools derive keys from other characters in different ways. The password is stored nowhere.
 */
export const exportOptions = z.strictObject({
  password: z
    .string()
    .regex(/^[\x20-\x7e]{12,128}$/, '12 to 128 visible ASCII characters and spaces')
    .optional(),
  ...csvFields,
});
