/**
 * Returns the token in the page's URL, and removes the fragment with the token at once, so that no
 * history, bookmark or screenshot contains it. After that, only the page's memory has the token.
 */
export function takeToken(
  location: Pick<Location, 'hash' | 'pathname'>,
  history: Pick<History, 'replaceState'>,
): string | undefined {
  const token = /^#token=(mfs_[\x21-\x7e]{1,200})$/.exec(location.hash)?.[1];
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return token;
}
