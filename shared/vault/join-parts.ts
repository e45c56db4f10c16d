/**
 * Joins parts with `|`, so that two different lists never give the same text (NIST SP 800-38D,
 * section 7.1).
 * @throws when a part contains the separator
 */
export function joinParts(parts: readonly string[]): string {
  if (parts.some((part) => part.includes('|'))) throw new Error('a part contains the separator');
  return parts.join('|');
}
