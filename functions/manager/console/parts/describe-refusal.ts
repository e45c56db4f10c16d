import type { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { Language } from '../language/define-texts.ts';
import { refusalTexts } from './refusal-texts.ts';

type Broken = MayflyProblem['errors'][number];

/**
 * Returns the field that breaks a rule, in words. If the field is a list, the words also contain
 * the number of the wrong entry, counted from one.
 */
function nameOf(broken: Broken, language: Language): string {
  const { fields, quoted, whole } = refusalTexts[language];
  const [place = ''] = Object.entries(broken).flatMap(([key, each]) =>
    key === 'rule' ? [] : [String(each)],
  );
  const parts = place.split('/').filter((part) => part !== '');
  // In a batch, the path begins with the number of the record. This number means nothing to a
  // person who has filled in one form.
  const [first = ''] = parts;
  const named = /^\d+$/.test(first) ? parts.slice(1) : parts;
  const words = named.map((part) =>
    /^\d+$/.test(part) ? String(Number(part) + 1) : (fields[part] ?? part),
  );
  return words.length === 0 ? whole : quoted(words.join(' '));
}

function wordsOf(rule: string, language: Language): string {
  const { rules, patterns, other } = refusalTexts[language];
  const known = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  const [pattern, words = ''] = patterns.find(([each]) => each.test(rule)) ?? [];
  return known ?? (pattern === undefined ? other(rule) : rule.replace(pattern, words));
}

/** Writes a sentence for each refused field and the rule that it breaks. */
export function describeRefusal(errors: readonly Broken[], language: Language): string {
  const sentences = errors.map(
    (broken) => `${nameOf(broken, language)} ${wordsOf(broken.rule, language)}.`,
  );
  return [...new Set(sentences)].join(' ');
}
