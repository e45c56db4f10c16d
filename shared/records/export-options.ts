import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import type { Filter } from '#shared/store/store.ts';
import { conditionsOf, filterShape } from './record-filters.ts';

/** The choices for an export as CSV. The first value of each choice is the default. */
export const csvChoices = {
  /** `spreadsheet`: no cell can become a formula. `raw`: values are unchanged, for programs. */
  format: ['spreadsheet', 'raw'],
  /** German spreadsheets expect semicolons between columns. */
  separator: ['comma', 'semicolon'],
} as const;

const csvFields = {
  format: z.enum(csvChoices.format).default('spreadsheet'),
  separator: z.enum(csvChoices.separator).default('comma'),
};

/** The options of an export as CSV. */
export const csvOptions = z.strictObject(csvFields);
export type CsvOptions = z.output<typeof csvOptions>;
export const usualCsv: CsvOptions = csvOptions.parse({});

/**
 * The fields for the options of an archive and for its password. The password may contain only
 * visible ASCII characters and spaces, because ZIP tools derive keys from other characters in
 * different ways. It needs at least 16 characters, because WinZip AES uses only 1,000 rounds of
 * PBKDF2. The password is not stored.
 */
const archiveFields = {
  password: z
    .string()
    .regex(/^[\x20-\x7e]{16,128}$/, '16 to 128 visible ASCII characters and spaces')
    .optional(),
  ...csvFields,
};

/** The options of an archive and its password. */
export const exportOptions = z.strictObject(archiveFields);
export type ExportOptions = z.output<typeof exportOptions>;

/** The {@link exportOptions}, and the filters that the list of the category's records also has. */
export const narrowedExportOptions = oncePerCategory((category) =>
  z.strictObject({ ...filterShape(category), ...archiveFields }),
);

/**
 * Reads the options and the filters of an archive from a request's body.
 * @throws Problem `validation-failed`
 */
export function readExportOptions(
  category: Category,
  body: unknown,
): { readonly options: ExportOptions; readonly filters: readonly Filter[] } {
  const { password, format, separator, ...values } = parse(narrowedExportOptions(category), body);
  return { options: { password, format, separator }, filters: conditionsOf(category, values) };
}
