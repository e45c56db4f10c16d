/** The parts of a rewrite in firebase.json that the gateway needs. */
export interface Rewrite {
  source: string;
  run: { serviceId: string; region: string };
}

/** Returns the service of the first rewrite that matches the path, as Firebase Hosting does. */
export function createRewriteMatcher(
  rewrites: readonly Rewrite[],
): (path: string) => string | undefined {
  const compiled = rewrites.map(({ source, run }) => ({
    pattern: compileGlob(source),
    service: run.serviceId,
  }));
  return (path) => compiled.find(({ pattern }) => pattern.test(path))?.service;
}

const tokens: { readonly [token: string]: string } = {
  '**': '.*',
  '*': '[^/]*',
  '{': '(?:',
  ',': '|',
  '}': ')',
};

/**
 * Matches `*`, `**` and `{a,b}` as Firebase Hosting does: `/a/**` does not match `/a`, but
 * `/a{,/**}` does.
 */
function compileGlob(glob: string): RegExp {
  const source = glob.replace(/\*\*|[*{},]|[\\^$.|?+()[\]]/g, toRegExp);
  return new RegExp(`^${source}$`);
}

function toRegExp(token: string): string {
  return tokens[token] ?? `\\${token}`;
}
