/**
 * Converts the name of a channel to the form that Mayfly accepts: lower-case letters, digits, `_`
 * and `-`, at most 32. It begins with a letter.
 */
export function channelNameOf(channelId: string): string {
  const plain = channelId.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
  return (/^[a-z]/.test(plain) ? plain : `c-${plain}`).slice(0, 32);
}
