import * as z from 'zod';
import { jsonText } from './json-text.ts';

const line = z.string().min(1).max(1_000);
const country = z.string().regex(/^[A-Z]{2}$/);

const processorSchema = z.strictObject({
  name: line,
  postal_address: line,
  email: z.email().optional(),
  /** The contact of its data protection officer, if it has one. */
  dpo: line.optional(),
  /**
   * The processors that it uses itself (Article 28(2)), such as the cloud provider, each with its
   * purpose.
   */
  sub_processors: z
    .array(z.strictObject({ name: line, purpose_de: line, purpose_en: line, country }))
    .max(50)
    .default([]),
});

/** The operator of Mayfly, for records of processing. */
export type Processor = z.output<typeof processorSchema>;

/** Parses `PROCESSOR`: a JSON object. It is null if the variable is empty. */
export const processorVariable = jsonText.pipe(processorSchema.nullable());
