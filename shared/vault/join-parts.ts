/**
 * Joins parts with `|`, so that two different lists never give the same text (NIST SP 800-38D,
 * section 7.1).
 * @throws when a part contains the separator
 */
export function joinParts(parts: readonly string[]): string {
  return asJoined(parts.join('|'), parts.length);
}

/**
 * Checks that a joined text has exactly this many parts. @throws when a part contains the separator
 */
export function asJoined(text: string, parts: number): string {
  let separators = 0;
  for (let at = text.indexOf('|'); at !== -1; at = text.indexOf('|', at + 1)) separators += 1;
  if (separators !== parts - 1) throw new Error('a part contains the separator');
  return text;
}
