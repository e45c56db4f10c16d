import type * as z from 'zod';

type Rule = { readonly rule: string; readonly [name: string]: unknown };

/**
 * The words for rules that JSON Schema has no keyword for. The keys are the names of the rules in a
 * `validation-failed` answer.
 */
const words: { readonly [rule: string]: (rule: Rule) => string } = {
  'no-dot-segment': () => 'Not `.` or `..`, because URLs remove these.',
  'not-phone-like': () =>
    'Refused if it looks like a phone number: 7 to 15 digits, alone or with separators, but not a date.',
  'no-invisible-characters': () => 'No invisible characters.',
  'no-outer-spaces': () => 'No spaces at the beginning or the end.',
  'no-lookalike-characters': () =>
    'No full-width characters, and no characters that Unicode replaces by another letter, such as the KELVIN SIGN.',
  'domain-name': () =>
    'Its domain is a DNS name, not an IP address. An international domain may be sent in Unicode or with xn-- labels.',
  'a-label-domain': () => 'Labels of its domain that begin with xn-- can be decoded.',
  'well-formed-unicode': () => 'Well-formed Unicode.',
  'cut-at': ({ characters }) =>
    `A longer text than ${Number(characters).toLocaleString('en')} characters is cut, and ends with \`… [cut]\`.`,
  'cut-at-bytes': ({ bytes }) =>
    `If the value has more than ${Number(bytes).toLocaleString('en')} bytes as UTF-8 JSON, it is stored as a cut text with \`… [cut]\` at the end.`,
  'max-bytes': ({ bytes }) => `At most ${Number(bytes).toLocaleString('en')} bytes as UTF-8 JSON.`,
  'max-nesting': ({ levels }) => `Nested at most ${String(levels)} deep.`,
  'four-digit-year': () => 'In UTC, its year has four digits.',
  'no-proto-key': () => 'No key is `__proto__`.',
  'number-too-large': () => 'Numbers fit into a double: 1e400 does not.',
};

/** Rules that are expressed by keywords of the schema. */
const inKeywords = new Set(['max-length', 'max-keys', 'object', 'not-zero', 'required']);

function rulesOf(schema: z.ZodType): Rule[] {
  return (schema.def.checks ?? []).flatMap((check) => {
    const { _zod: internals } = check;
    const { params } = internals.def as { readonly params?: Rule };
    return params === undefined ? [] : [params];
  });
}

/**
 * Describes the rules of a schema that JSON Schema cannot express. A rule without words above is
 * described by its name.
 */
export function describeRules(schema: z.ZodType): string {
  return rulesOf(schema)
    .filter(({ rule }) => !inKeywords.has(rule))
    .map((rule) => {
      const describe = words[rule.rule];
      return describe === undefined ? `Rule: ${rule.rule}.` : describe(rule);
    })
    .join(' ');
}
