const lengthMax = 512;

/**
 * Returns the path of the console that the browser opens after the sign-in. Returns `/` if the text
 * is not such a path. The browser always stays on the console’s own origin, even if the path
 * contains slashes, backslashes or dots.
 */
export function readReturnTo(text: string | undefined, consoleUrl: string): string {
  const isPath = text !== undefined && text.length <= lengthMax && /^\/(?![/\\])/.test(text);
  if (!isPath || !URL.canParse(text, consoleUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(text, consoleUrl);
  const isOwn = origin === consoleUrl && /^\/(?!\/|auth\/)/.test(pathname);
  return isOwn ? `${pathname}${search}${hash}` : '/';
}
