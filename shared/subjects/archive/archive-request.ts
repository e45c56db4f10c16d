import * as z from 'zod';
import type { Category } from '#shared/categories/define-category.ts';
import { instant, plainId } from '#shared/categories/field-schemas.ts';
import { languages } from '#shared/categories/texts.ts';
import { exportOptions } from '#shared/records/export-options.ts';
import { isRestrictable } from '#shared/store/restricted-collection.ts';
import { askedOf, chosenConversations, soughtSchema } from '../sought.ts';

/** The kinds of archives: access (Art. 15 GDPR) and portability (Art. 20 GDPR). */
export const archiveKinds = ['access', 'portability'] as const;

export type ArchiveKind = (typeof archiveKinds)[number];

/**
 * The ids of records whose encrypted fields the archive withholds, because these fields would
 * affect the rights of others (Art. 15(4), 20(4)).
 */
const withhold = z.array(plainId).max(1_000).optional();

const formed = { language: z.enum(languages), ...exportOptions.shape };
const written = { kind: z.enum(archiveKinds), withhold, ...formed };

/**
 * The body of a request for the archive of one record, for example a record that was just
 * restricted.
 */
export function recordArchiveSchema(categories: readonly Category[]) {
  const ids = categories.filter(isRestrictable).map(({ id }) => id);
  const record = z.strictObject({ category: z.enum(ids), id: plainId });
  return z.strictObject({ record, ...written });
}

const asksFor = (name: string) => (body: unknown) =>
  typeof body === 'object' && body !== null && name in body;

/** True if a body asks for the archive of one record. */
export const isOfRecord = asksFor('record');

/**
 * The body of a request for the archive of a period: the records of a category that were created at
 * or after `created_after`, and before `created_before`.
 */
export function periodArchiveSchema(categories: readonly Category[]) {
  const category = z.enum(categories.filter(isRestrictable).map(({ id }) => id));
  const bounds = { created_after: instant.optional(), created_before: instant.optional() };
  return z.strictObject({ period: z.strictObject({ category, ...bounds }), ...formed });
}

/** True if a body asks for the archive of a period. */
export const isOfPeriod = asksFor('period');

/**
 * The body of a request for an archive of a person: the person, the kind of archive, its language,
 * and its form.
 */
export const archiveSchema = soughtSchema.safeExtend({
  conversations: chosenConversations,
  ...written,
});

/**
 * What the manager log notes about a request for an archive: the kinds of the stated identifiers,
 * but never their values. For the archive of a period, the log notes `period` and the category.
 */
export function askedInExport(categories: readonly Category[], body: unknown): string[] {
  const { period } = (body ?? {}) as { readonly period?: { readonly category?: unknown } };
  const category = categories.find(({ id }) => id === period?.category);
  return category === undefined ? askedOf(body) : ['period', category.id];
}
