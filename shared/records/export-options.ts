import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import type { Filter } from '#shared/store/store.ts';
import { conditionsOf, filterShape } from './record-filters.ts';

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
 * tools derive keys from other characters in different ways. It needs 16 of them at least, because
 * WinZip AES stretches passwords by 1,000 rounds of PBKDF2 only. The password is stored nowhere.
 */
const archiveFields = {
  password: z
    .string()
    .regex(/^[\x20-\x7e]{16,128}$/, '16 to 128 visible ASCII characters and spaces')
    .optional(),
  ...csvFields,
};

/** How an archive is written, with its password. */
export const exportOptions = z.strictObject(archiveFields);
export type ExportOptions = z.output<typeof exportOptions>;

/** {@link exportOptions}, and the filters of the category's list. */
export const narrowedExportOptions = oncePerCategory((category) =>
  z.strictObject({ ...filterShape(category), ...archiveFields }),
);

/** What the body of an archive's request says of its form, and of its content. @throws Problem `validation-failed` */
export function readExportOptions(
  category: Category,
  body: unknown,
): { readonly options: ExportOptions; readonly filters: readonly Filter[] } {
  const { password, format, separator, ...values } = parse(narrowedExportOptions(category), body);
  return { options: { password, format, separator }, filters: conditionsOf(category, values) };
}
