const lengthMax = 512;

/**
 * Reads the page that a person wants after signing in: a path of the console, or its start page.
 * Whatever slashes, backslashes and dots it contains, the browser stays on the console’s own
 * origin.
 */
export function readReturnTo(text: string | undefined, consoleUrl: string): string {
  const isPath = text !== undefined && text.length <= lengthMax && /^\/(?![/\\])/.test(text);
  if (!isPath || !URL.canParse(text, consoleUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(text, consoleUrl);
  const isOwn = origin === consoleUrl && /^\/(?!\/|auth\/)/.test(pathname);
  return isOwn ? `${pathname}${search}${hash}` : '/';
}
