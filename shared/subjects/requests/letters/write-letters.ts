import { dueDayOf } from '../deadlines.ts';
import type { PersonRequest } from '../request.ts';
import { authorities } from './authorities.ts';
import { dayInWords, type LetterWords } from './letter-words.ts';
import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';

export const letterKinds = ['identity', 'extension', 'refusal', 'completion'] as const;
type LetterKind = (typeof letterKinds)[number];
type Written = { readonly subject: string; readonly text: string };

/**
 * A letter to the person, in German and English. The letter does not contain the person's name. The
 * tenant sends the letter and adds the name.
 */
export type Letter = { readonly letter: LetterKind; readonly de: Written; readonly en: Written };

const languages = { de: ['de-DE', wordsDe], en: ['en-GB', wordsEn] } as const;

type Body = { readonly subject: string; readonly paragraphs: readonly string[] };
type Writer = (
  request: PersonRequest,
  words: LetterWords,
  locale: 'de-DE' | 'en-GB',
) => Body | undefined;

const writers: { readonly [kind in LetterKind]: Writer } = {
  identity({ doubt, method, identity, isSuspended }, words) {
    if (doubt === undefined || method === undefined || identity !== 'asked') return undefined;
    const { subject, text, noCopy, timeStands } = words.identity;
    const asked = text(words.doubts[doubt], words.methods[method]);
    return { subject, paragraphs: [asked, noCopy, ...(isSuspended ? [timeStands] : [])] };
  },
  extension(request, words, locale) {
    const { extendedOn, extensionReasons } = request;
    if (extendedOn === undefined) return undefined;
    const reasons = extensionReasons.map((reason) => words.reasons[reason]).join(words.and);
    const day = dayInWords(dueDayOf(request), locale);
    return { subject: words.extension.subject, paragraphs: [words.extension.text(reasons, day)] };
  },
  refusal({ ground, authority }, words) {
    if (ground === undefined || authority === undefined) return undefined;
    const { subject, text, remedies } = words.refusal;
    const named = authorities[authority] ?? authority;
    return { subject, paragraphs: [text(words.grounds[ground]), remedies(named)] };
  },
  completion({ kind, result, erasureId, archiveId }, words) {
    if (result === undefined) return undefined;
    const { subject, proof } = words.completion;
    const proofs = [erasureId, archiveId].flatMap((id) => (id === undefined ? [] : [proof(id)]));
    const told = result === 'done' ? words.done[kind] : words.nothingStored;
    return { subject, paragraphs: [told, ...proofs] };
  },
};

function write(
  kind: LetterKind,
  request: PersonRequest,
  language: keyof typeof languages,
): Written | undefined {
  const [locale, words] = languages[language];
  const body = writers[kind](request, words, locale);
  if (body === undefined) return undefined;
  const received = words.received(words.kinds[request.kind], dayInWords(request.received, locale));
  const text = [words.greeting, received, ...body.paragraphs].join('\n\n');
  return { subject: body.subject, text };
}

/**
 * Returns the letters that tell the person about the steps of the request: a question about the
 * identity, an extension, a refusal, the completion. The tenant copies the texts and sends them.
 */
export function writeLetters(request: PersonRequest): Letter[] {
  return letterKinds.flatMap((letter) => {
    const [de, en] = [write(letter, request, 'de'), write(letter, request, 'en')];
    return de === undefined || en === undefined ? [] : [{ letter, de, en }];
  });
}
