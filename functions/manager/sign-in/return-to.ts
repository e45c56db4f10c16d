const lengthMax = 512;

/**
 * Reads where a person goes after signing in: a path of the console, or its start for anything else. However browsers
 * read slashes, backslashes and dots, the address begins with the console’s own origin.
 */
export function readReturnTo(text: string | undefined, consoleUrl: string): string {
  const isPath = text !== undefined && text.length <= lengthMax && /^\/(?![/\\])/.test(text);
  if (!isPath || !URL.canParse(text, consoleUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(text, consoleUrl);
  const isOwn = origin === consoleUrl && /^\/(?!\/|auth\/)/.test(pathname);
  return isOwn ? `${pathname}${search}${hash}` : '/';
}
