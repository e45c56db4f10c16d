/**
 * Converts the name of a channel to the form that Mayfly accepts. This is at most 32 characters:
 * first a lower-case letter, then lower-case letters, digits, `_` and `-`.
 */
export function channelNameOf(channelId: string): string {
  const plain = channelId.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
  return (/^[a-z]/.test(plain) ? plain : `c-${plain}`).slice(0, 32);
}
