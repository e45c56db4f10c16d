/** The name of a channel as Mayfly writes it: small letters, digits, `_` and `-`, first a letter, at most 32. */
export function channelNameOf(channelId: string): string {
  const plain = channelId.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
  return (/^[a-z]/.test(plain) ? plain : `c-${plain}`).slice(0, 32);
}
