import * as z from 'zod';

/** Parses a JSON text to its value. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser’s own message would repeat the value, so it is not used.
    context.addIssue({ code: 'custom', message: 'JSON' });
    return z.NEVER;
  }
});
