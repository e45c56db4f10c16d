/**
 * Returns the token from the page's URL, and removes it from the URL at once. So no history,
 * bookmark or screenshot contains the token. Only the page's memory still has it.
 */
export function takeToken(
  location: Pick<Location, 'hash' | 'pathname'>,
  history: Pick<History, 'replaceState'>,
): string | undefined {
  const token = /^#token=(mfs_[\x21-\x7e]{1,200})$/.exec(location.hash)?.[1];
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return token;
}
