/** A rewrite of firebase.json, as far as the gateway needs it. */
export interface Rewrite {
  source: string;
  run: { serviceId: string; region: string };
}

/** The service of the first rewrite that matches the path, as Hosting chooses it. */
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

/** `*`, `**` and `{a,b}`, as Hosting reads them: `/a/**` does not match `/a`, `/a{,/**}` does. */
function compileGlob(glob: string): RegExp {
  const source = glob.replace(/\*\*|[*{},]|[\\^$.|?+()[\]]/g, toRegExp);
  return new RegExp(`^${source}$`);
}

function toRegExp(token: string): string {
  return tokens[token] ?? `\\${token}`;
}
