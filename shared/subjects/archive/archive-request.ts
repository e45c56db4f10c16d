import * as z from 'zod';
import type { Category } from '#shared/categories/define-category.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { languages } from '#shared/categories/texts.ts';
import { exportOptions } from '#shared/records/export-options.ts';
import { isRestrictable } from '#shared/store/restricted-collection.ts';
import { chosenConversations, soughtSchema } from '../sought.ts';

/** The kind of an archive: Article 15 or Article 20 of the Regulation. */
export const archiveKinds = ['access', 'portability'] as const;

export type ArchiveKind = (typeof archiveKinds)[number];

const written = {
  kind: z.enum(archiveKinds),
  language: z.enum(languages),
  ...exportOptions.shape,
};

/** An archive of one record, for example one that was just restricted. */
export function recordArchiveSchema(categories: readonly Category[]) {
  const ids = categories.filter(isRestrictable).map(({ id }) => id);
  const record = z.strictObject({ category: z.enum(ids), id: plainId });
  return z.strictObject({ record, ...written });
}

/** Whether an archive of one record is wanted. */
export function isOfRecord(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'record' in body;
}

/** The person of an archive, its kind, its language, and its form. */
export const archiveSchema = soughtSchema.safeExtend({
  conversations: chosenConversations,
  ...written,
});
