type Route = { readonly path: string; readonly method: string };

function matches(pattern: string, path: string): boolean {
  const [parts, segments] = [pattern.split('/'), path.split('/')];
  return (
    parts.length === segments.length &&
    parts.every((part, index) =>
      part.startsWith(':') ? segments[index] !== '' : part === segments[index],
    )
  );
}

/**
 * Returns the methods that an app serves at a path. An answer with the status 405 has them in its
 * Allow header (RFC 9110, section 15.5.6).
 */
export function allowedMethods(routes: readonly Route[], path: string): string[] {
  const methods = routes
    .filter((route) => route.method !== 'ALL' && matches(route.path, path))
    .map((route) => route.method);
  return [...new Set(methods)].toSorted();
}
