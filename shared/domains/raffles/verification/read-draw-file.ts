import { type DrawHeader, drawFormat } from './draw-format.ts';

/** An entrant of a draw file, and the first entrant of the same person. */
export type Entrant = { readonly entrant: string; readonly first: string };

export type DrawFile = {
  readonly header: DrawHeader;
  readonly entrants: readonly Entrant[];
  /** The lines of the entrants, exactly as they were hashed. */
  readonly lines: string;
};

const linePattern = /^([0-9a-f]{32})(?:=([0-9a-f]{32}))?$/;

type Members = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

const isTextOrMissing = (value: unknown) => value === undefined || typeof value === 'string';

function isPlace(value: unknown): boolean {
  return (
    isObject(value) &&
    ['place', 'position'].every((name) => Number.isSafeInteger(value[name])) &&
    typeof value['entrant'] === 'string' &&
    (value['replaces'] === undefined || Number.isSafeInteger(value['replaces'])) &&
    isTextOrMissing(value['reason'])
  );
}

function arePlaces(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPlace);
}

function isHeader(header: unknown): header is DrawHeader {
  if (!isObject(header)) return false;
  const isDrawn = header['state'] === 'drawn';
  const texts = ['raffle_id', 'draw_id', 'committed_at', 'entrants_sha256', 'seed_sha256'];
  if (isDrawn) texts.push('seed', 'result');
  return (
    header['format'] === drawFormat &&
    (isDrawn || header['state'] === 'committed') &&
    [...texts, 'commitment'].every((name) => typeof header[name] === 'string') &&
    ['count', 'entrants'].every((name) => Number.isSafeInteger(header[name])) &&
    (!isDrawn || (arePlaces(header['places']) && isTextOrMissing(header['public_value'])))
  );
}

function readHeader(line: string): DrawHeader | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isHeader(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a draw file: a header in JSON, then one line for each entrant. Returns undefined for any
 * other text. The order of the lines is not checked here.
 */
export function readDrawFile(text: string): DrawFile | undefined {
  const unified = text.replaceAll('\r\n', '\n');
  const end = unified.indexOf('\n');
  const header = readHeader(end < 0 ? unified : unified.slice(0, end));
  if (header === undefined) return undefined;
  const rest = end < 0 ? '' : unified.slice(end + 1);
  const lines = rest === '' || rest.endsWith('\n') ? rest : `${rest}\n`;
  const entrants: Entrant[] = [];
  for (const line of lines.split('\n').slice(0, -1)) {
    const [, entrant, first] = linePattern.exec(line) ?? [];
    if (entrant === undefined) return undefined;
    entrants.push({ entrant, first: first ?? entrant });
  }
  return { header, entrants, lines };
}
