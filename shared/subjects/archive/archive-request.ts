import * as z from 'zod';
import { languages } from '#shared/categories/texts.ts';
import { exportOptions } from '#shared/records/export-options.ts';
import { chosenConversations, soughtSchema } from '../sought.ts';

/** What an archive answers: Article 15 or Article 20 of the Regulation. */
export const archiveKinds = ['access', 'portability'] as const;

export type ArchiveKind = (typeof archiveKinds)[number];

/** Of whom an archive is made, which one, in which language, and how it is written. */
export const archiveSchema = soughtSchema.safeExtend({
  conversations: chosenConversations,
  kind: z.enum(archiveKinds),
  language: z.enum(languages),
  ...exportOptions.shape,
});
