import * as z from 'zod';

/** Parses a JSON text to its value. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser’s own message would quote the value.
    context.addIssue({ code: 'custom', message: 'JSON' });
    return z.NEVER;
  }
});
