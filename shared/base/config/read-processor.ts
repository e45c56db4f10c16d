import * as z from 'zod';
import { jsonText } from './json-text.ts';

const line = z.string().min(1).max(1_000);
const country = z.string().regex(/^[A-Z]{2}$/);

const processorSchema = z.strictObject({
  name: line,
  postal_address: line,
  email: z.email().optional(),
  /** Contact of its data protection officer, where it has one. */
  dpo: line.optional(),
  /** Whom it engages (Article 28(2)), such as the provider of the cloud, each with its purpose. */
  sub_processors: z
    .array(z.strictObject({ name: line, purpose_de: line, purpose_en: line, country }))
    .max(50)
    .default([]),
});

/** Who operates Mayfly, as records of processing name it. */
export type Processor = z.output<typeof processorSchema>;

/** `PROCESSOR`: a JSON object; null where nothing is said. */
export const processorVariable = jsonText.pipe(processorSchema.nullable());
