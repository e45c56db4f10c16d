/**
 * Converts the name of a channel to a name that Mayfly accepts. Such a name has at most 32
 * characters. It begins with a lower-case letter, followed by lower-case letters, digits, `_` and
 * `-`.
 */
export function channelNameOf(channelId: string): string {
  const plain = channelId.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
  return (/^[a-z]/.test(plain) ? plain : `c-${plain}`).slice(0, 32);
}
