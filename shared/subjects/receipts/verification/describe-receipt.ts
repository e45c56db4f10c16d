import type { Language, Texts } from '#shared/categories/texts.ts';
import type { Belonging, Verified } from './verify-receipts.ts';
import { defectWords, kindWords, labelWords, nameWords, scopeWords, toldWords } from './words.ts';

/** The result of the check of a receipt, in words and in one language. */
export type DescribedReceipt = {
  readonly heading: string;
  readonly verdict: readonly { readonly text: string; readonly isGood: boolean }[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly groups: readonly { readonly title: string; readonly items: readonly string[] }[];
};

export type DescribeDeps = {
  readonly language: Language;
  /** The titles of categories and collections, by their ids. */
  readonly titles: { readonly [id: string]: Texts };
};

type Entry = { readonly [name: string]: unknown };

const factNames = [
  'tenant',
  'issued_at',
  'day',
  'erasure',
  'scope',
  'category',
  'asked_by',
  'accepted_at',
  'fenced_at',
  'completed_at',
  'searched_at',
  'counted_at',
  'looked_at',
  'copies_gone_by',
  'previous',
] as const;

const entriesOf = (value: unknown): readonly Entry[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];

/** An instant in UTC, in the usual format of the language. Any other text is not changed. */
function instantOf(language: Language, text: string): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return text;
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const style = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locale, style).format(new Date(text))} UTC`;
}

function factOf({ language, titles }: DescribeDeps, name: string, value: unknown): string {
  if (name === 'scope') return scopeWords[String(value)]?.[language] ?? String(value);
  if (name === 'category') return titles[String(value)]?.[language] ?? String(value);
  if (name === 'asked_by' && Array.isArray(value))
    return value
      .map((each) => nameWords[String(each)]?.[language].split(',')[0] ?? String(each))
      .join(', ');
  return instantOf(language, String(value));
}

function toldOf({ language }: DescribeDeps, { what, why, count }: Entry): string {
  const english = `${String(what).replaceAll('_', ' ')}: ${String(why)}`;
  const text = (language === 'de' && toldWords[String(what)]) || english;
  return typeof count === 'number' ? `${count}: ${text}` : text;
}

/**
 * One entry for each recipient of notices. The receipt of an erasure states only the recipient's
 * endpoint. The receipt about notices also states how many notices the recipient accepted.
 */
function recipientsOf({ recipients }: Entry): readonly Entry[] {
  if (!Array.isArray(recipients)) return [];
  return recipients.map((each: unknown) =>
    typeof each === 'string' ? { endpoint: each } : (each as Entry),
  );
}

function groupsOf(deps: DescribeDeps, receipt: Entry): DescribedReceipt['groups'] {
  const { language, titles } = deps;
  const word = (name: keyof typeof labelWords) => labelWords[name][language];
  const titleOf = (id: unknown) => titles[String(id)]?.[language] ?? String(id);
  const isExpiry = receipt['kind'] === 'expiry';
  const counted = ({ category, count, due, overdue }: Entry) =>
    isExpiry
      ? `${titleOf(category)}: ${String(due)}, ${String(overdue)} ${word('overdue')}`
      : `${titleOf(category)}: ${String(count)}`;
  const keyOf = ({ category, key, until, destroyed }: Entry) => {
    const fate = isExpiry
      ? word(destroyed === true ? 'destroyed' : 'kept')
      : instantOf(language, String(until));
    return `${titleOf(category)}, ${String(key)}: ${fate}`;
  };
  const recipientOf = ({ endpoint, taken, not_taken }: Entry) => {
    const told = [`${String(taken)} ${word('taken')}`, `${String(not_taken)} ${word('not_taken')}`];
    return taken === undefined ? String(endpoint) : `${String(endpoint)}: ${told.join(', ')}`;
  };
  const groups = [
    [word(isExpiry ? 'due' : 'categories'), entriesOf(receipt['categories']).map(counted)],
    [
      word('beside'),
      entriesOf(receipt['beside']).map(
        ({ collection, count }) => `${titleOf(collection)}: ${String(count)}`,
      ),
    ],
    [word('recipients'), recipientsOf(receipt).map(recipientOf)],
    [word('stays'), entriesOf(receipt['stays']).map((each) => toldOf(deps, each))],
    [word(isExpiry ? 'keys_due' : 'keys'), entriesOf(receipt['keys']).map(keyOf)],
    [
      word('does_not_prove'),
      entriesOf(receipt['does_not_prove']).map((each) => toldOf(deps, each)),
    ],
  ] as const;
  return groups.flatMap(([title, items]) => (items.length === 0 ? [] : [{ title, items }]));
}

function belongingOf(belongs: Belonging): 'theirs' | 'not_theirs' | 'not_compared' {
  if (belongs === null) return 'not_compared';
  return belongs ? 'theirs' : 'not_theirs';
}

/**
 * Puts the result of a check into words. It shows the receipt's content only if the receipt is
 * genuine.
 */
export function describeReceipt(deps: DescribeDeps, verified: Verified): DescribedReceipt {
  const { language } = deps;
  const heading = labelWords.receipt[language];
  if ('defect' in verified) {
    const verdict = [{ text: defectWords[verified.defect][language], isGood: false }];
    return { heading, verdict, facts: [], groups: [] };
  }
  const { receipt, hash, keyId, belongs } = verified;
  const kind = kindWords[receipt.kind]?.[language] ?? receipt.kind;
  const isComparable = typeof receipt['commitment'] === 'string';
  const facts = factNames.flatMap((name) => {
    const value = receipt[name];
    const isNothing = value === null || value === undefined;
    if (isNothing || (Array.isArray(value) && value.length === 0)) return [];
    return [{ label: labelWords[name][language], value: factOf(deps, name, value) }];
  });
  return {
    heading: `${heading} ${receipt.number}: ${kind}`,
    verdict: [
      { text: `${labelWords.genuine[language]} ${keyId}.`, isGood: true },
      ...(isComparable
        ? [{ text: labelWords[belongingOf(belongs)][language], isGood: belongs !== false }]
        : []),
    ],
    facts: [...facts, { label: labelWords.hash[language], value: hash }],
    groups: groupsOf(deps, receipt),
  };
}
