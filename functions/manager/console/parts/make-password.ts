/** 30 letters and digits that cannot be confused with each other: no I, L, O, U, 0 or 1. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const groups = 5;
const groupLength = 5;

/**
 * Makes a password of 25 characters in five groups. Each character is equally likely, so the
 * password has 122 bits.
 * @param fill fills bytes with random values, as `crypto.getRandomValues` does
 */
export function makePassword(fill: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const characters: string[] = [];
  const even = 256 - (256 % alphabet.length);
  while (characters.length < groups * groupLength) {
    const bytes = new Uint8Array(64);
    fill(bytes);
    // Bytes from `even` on would make the first characters of the alphabet more likely. So the
    // loop skips them.
    for (const byte of bytes)
      if (byte < even) characters.push(alphabet[byte % alphabet.length] ?? '');
  }
  const parts = Array.from({ length: groups }, (_, at) =>
    characters.slice(at * groupLength, (at + 1) * groupLength).join(''),
  );
  return parts.join('-');
}
