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
    'No full-width characters. No characters that become another letter when they are normalised or their case is changed, such as the KELVIN SIGN.',
  'domain-name': () =>
    'Its domain is a DNS name, not an IP address. An international domain may be sent in Unicode or with xn-- labels.',
  'a-label-domain': () => 'If a label of its domain begins with xn--, the label can be decoded.',
  'well-formed-unicode': () => 'Well-formed Unicode.',
  'cut-at': ({ characters }) =>
    `A text with more than ${Number(characters).toLocaleString('en')} characters is cut, and ends with \`… [cut]\`.`,
  'cut-at-bytes': ({ bytes }) =>
    `If the value has more than ${Number(bytes).toLocaleString('en')} bytes as UTF-8 JSON, it is stored as a cut text with \`… [cut]\` at the end.`,
  'max-bytes': ({ bytes }) => `At most ${Number(bytes).toLocaleString('en')} bytes as UTF-8 JSON.`,
  'max-nesting': ({ levels }) => `Nested at most ${String(levels)} deep.`,
  'four-digit-year': () => 'Converted to UTC, its year has four digits.',
  'no-proto-key': () => 'No key is `__proto__`.',
  'number-too-large': () => 'Numbers must fit into a double. For example, 1e400 is too large.',
};

/** The rules that JSON Schema can express. They need no words. */
const inKeywords = new Set(['max-length', 'max-keys', 'object', 'not-zero', 'required']);

function rulesOf(schema: z.ZodType): Rule[] {
  return (schema.def.checks ?? []).flatMap((check) => {
    const { _zod: internals } = check;
    const { params } = internals.def as { readonly params?: Rule };
    return params === undefined ? [] : [params];
  });
}

/**
 * Describes those rules of a schema that JSON Schema cannot express. If {@link words} has no text
 * for a rule, the description contains the name of the rule.
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
