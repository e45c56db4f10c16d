/** The parts of a rewrite in firebase.json that the gateway needs. */
export interface Rewrite {
  source: string;
  run: { serviceId: string; region: string };
}

/**
 * Returns a function that finds the first rewrite for a path, as Firebase Hosting does, and returns
 * the service of this rewrite.
 */
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
 * Translates the patterns `*`, `**` and `{a,b}`. They match as in Firebase Hosting: `/a/**` does
 * not match the path `/a`, but `/a{,/**}` does.
 */
function compileGlob(glob: string): RegExp {
  const source = glob.replace(/\*\*|[*{},]|[\\^$.|?+()[\]]/g, toRegExp);
  return new RegExp(`^${source}$`);
}

function toRegExp(token: string): string {
  return tokens[token] ?? `\\${token}`;
}
