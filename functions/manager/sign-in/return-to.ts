const lengthMax = 512;

/**
 * Reads the path of the console to which a person wants to go after the sign-in. If the text is no
 * such path, returns `/`. The browser always stays on the console’s own origin, even if the path
 * contains slashes, backslashes or dots.
 */
export function readReturnTo(text: string | undefined, consoleUrl: string): string {
  const isPath = text !== undefined && text.length <= lengthMax && /^\/(?![/\\])/.test(text);
  if (!isPath || !URL.canParse(text, consoleUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(text, consoleUrl);
  const isOwn = origin === consoleUrl && /^\/(?!\/|auth\/)/.test(pathname);
  return isOwn ? `${pathname}${search}${hash}` : '/';
}
