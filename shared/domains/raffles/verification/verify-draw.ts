import {
  commitmentText,
  type Drawn,
  type Place,
  replacementReasons,
  resultText,
  scoreText,
} from './draw-format.ts';
import { type DrawFile, type Entrant, readDrawFile } from './read-draw-file.ts';

/** The faults that a check can find in a draw file. */
export type DrawFault =
  /** The text is not a draw file. */
  | 'unreadable'
  /**
   * The list is not well formed: entrants are not sorted, an entrant appears twice, or a line names
   * a first entrant that no earlier line contains.
   */
  | 'list-malformed'
  | 'entrants-differ'
  | 'seed-differs'
  | 'commitment-differs'
  /** The commitment differs from the commitment that the reader has from another source. */
  | 'other-commitment'
  | 'order-differs'
  | 'count-differs'
  | 'places-differ'
  | 'result-differs'
  /** The result differs from the result that the reader has from another source. */
  | 'other-result';

export type DrawCheck = {
  readonly isValid: boolean;
  readonly faults: readonly DrawFault[];
  /** Undefined if the text is not a draw file. */
  readonly file: DrawFile | undefined;
  /**
   * The number of entrants that were skipped: they come before the last winner in the order, but
   * won nothing. For example, the entry was deleted or had expired, or the person had won before.
   */
  readonly passedOver: number;
};

/**
 * The facts that the reader of the file has from another source, for example from the manager log.
 */
export type KnownOfDraw = { readonly commitment?: string; readonly result?: string };

const scoredAtOnce = 1_000;

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCodePoint(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function isWellFormed(entrants: readonly Entrant[]): boolean {
  const firsts = new Set<string>();
  let before = '';
  for (const { entrant, first } of entrants) {
    if (entrant <= before) return false;
    before = entrant;
    if (first === entrant) firsts.add(entrant);
    else if (!firsts.has(first)) return false;
  }
  return true;
}

/**
 * Returns the order of the entrants, by the scores that follow from the seed and the public value.
 * If a person has several entrants, only the entrant with the smallest score is in the order.
 */
async function orderOf(
  entrants: readonly Entrant[],
  drawn: Drawn,
  tell: (share: number) => void,
): Promise<string[]> {
  const best = new Map<string, { readonly score: string; readonly entrant: string }>();
  for (let from = 0; from < entrants.length; from += scoredAtOnce) {
    const some = entrants.slice(from, from + scoredAtOnce);
    const hashes = await Promise.all(some.map(({ entrant }) => sha256(scoreText(drawn, entrant))));
    for (const [at, { entrant, first }] of some.entries()) {
      const score = toHex(hashes[at] ?? new Uint8Array());
      const known = best.get(first);
      if (known === undefined || score < known.score) best.set(first, { score, entrant });
    }
    tell((from + some.length) / entrants.length);
  }
  return [...best.values()]
    .toSorted((one, other) => (one.score < other.score ? -1 : 1))
    .map(({ entrant }) => entrant);
}

function isReplacementSound(places: readonly Place[]): boolean {
  const replaced = new Set<number>();
  return places.every(({ place, replaces, reason }) => {
    if (replaces === undefined) return reason === undefined;
    const isFree = replaces >= 1 && replaces < place && !replaced.has(replaces);
    replaced.add(replaces);
    return isFree && reason !== undefined && replacementReasons.includes(reason);
  });
}

/**
 * True if three rules hold. The places are numbered without gaps. The drawn places come before the
 * replacements. Each place is replaced at most once, for a known reason.
 */
function arePlacesSound(places: readonly Place[]): boolean {
  const firstReplacement = places.findIndex(({ replaces }) => replaces !== undefined);
  const replacements = firstReplacement < 0 ? [] : places.slice(firstReplacement);
  return (
    places.every(({ place }, at) => place === at + 1) &&
    replacements.every(({ replaces }) => replaces !== undefined) &&
    isReplacementSound(places)
  );
}

async function findListFaults({ header, entrants, lines }: DrawFile): Promise<DrawFault[]> {
  const isSame =
    header.entrants === entrants.length && toHex(await sha256(lines)) === header.entrants_sha256;
  const { commitment } = header;
  const isCommitted = toBase64Url(await sha256(commitmentText(header))) === commitment;
  return [
    ...(isWellFormed(entrants) ? [] : (['list-malformed'] as const)),
    ...(isSame ? [] : (['entrants-differ'] as const)),
    ...(isCommitted ? [] : (['commitment-differs'] as const)),
  ];
}

async function findDrawnFaults(
  { header, entrants }: DrawFile,
  drawn: Drawn & { readonly result: string },
  tell: (share: number) => void,
): Promise<DrawFault[]> {
  const { places, seed, result } = drawn;
  const order = await orderOf(entrants, drawn, tell);
  const isInOrder = places.every(
    ({ position, entrant }, at) =>
      order[position - 1] === entrant && position > (places[at - 1]?.position ?? 0),
  );
  const isSeed = toHex(await sha256(seed)) === header.seed_sha256;
  const first = places.filter(({ replaces }) => replaces === undefined);
  const isResult = toBase64Url(await sha256(resultText(header.commitment, drawn))) === result;
  return [
    ...(isSeed ? [] : (['seed-differs'] as const)),
    ...(isInOrder ? [] : (['order-differs'] as const)),
    ...(first.length <= header.count ? [] : (['count-differs'] as const)),
    ...(arePlacesSound(places) ? [] : (['places-differ'] as const)),
    ...(isResult ? [] : (['result-differs'] as const)),
  ];
}

/**
 * Repeats a draw from its file, and compares the result. For a draw that is only announced, the
 * function checks only the list and the commitment. It runs in Node and in browsers, and calls no
 * server. With a known commitment the check proves two facts: the list and the seed were fixed
 * before the draw, and they decided who won and in which order. The check does not prove that the
 * list was complete, who an entrant is, or why an entrant was skipped.
 * @param known the facts to compare with. Without these facts, a completely forged file is also
 * valid
 * @param tell is called with the share of the entrants that are already hashed
 */
export async function verifyDraw(
  text: string,
  known: KnownOfDraw = {},
  tell: (share: number) => void = () => undefined,
): Promise<DrawCheck> {
  const file = readDrawFile(text);
  if (file === undefined)
    return { isValid: false, faults: ['unreadable'], file: undefined, passedOver: 0 };
  const { header } = file;
  const faults = await findListFaults(file);
  if (known.commitment !== undefined && known.commitment !== header.commitment)
    faults.push('other-commitment');
  if (header.state === 'drawn') faults.push(...(await findDrawnFaults(file, header, tell)));
  const result = header.state === 'drawn' ? header.result : undefined;
  if (known.result !== undefined && known.result !== result) faults.push('other-result');
  const places = header.state === 'drawn' ? header.places : [];
  const passedOver = Math.max(0, (places.at(-1)?.position ?? 0) - places.length);
  return { isValid: faults.length === 0, faults, file, passedOver };
}
