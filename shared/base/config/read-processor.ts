import * as z from 'zod';
import { jsonText } from './json-text.ts';

const line = z.string().min(1).max(1_000);
const country = z.string().regex(/^[A-Z]{2}$/);

const processorSchema = z.strictObject({
  name: line,
  postal_address: line,
  email: z.email().optional(),
  /** The contact of the operator's data protection officer, if there is one. */
  dpo: line.optional(),
  /**
   * The other processors that the operator uses (GDPR, Article 28(2)), each with its purpose. The
   * cloud provider must be among them, but this is not checked.
   */
  sub_processors: z
    .array(z.strictObject({ name: line, purpose_de: line, purpose_en: line, country }))
    .max(50)
    .default([]),
});

/** The operator of Mayfly, for records of processing. */
export type Processor = z.output<typeof processorSchema>;

/** Parses `PROCESSOR`: a JSON object. The result is null if the variable is `null`. */
export const processorVariable = jsonText.pipe(processorSchema.nullable());
