import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { html } from 'hono/html';
import { Problem } from '#shared/base/problems/problem.ts';
import type { App } from '#shared/http/create-app.ts';

const require = createRequire(import.meta.url);
const own = (name: string) => new URL(name, import.meta.url);

type File = { readonly source: string | URL; readonly contentType: string };

const [css, script] = ['text/css; charset=utf-8', 'text/javascript; charset=utf-8'];

/** The files that the page loads. The page loads nothing from another site. */
const files: ReadonlyMap<string, File> = new Map([
  ['viewer.css', { source: require.resolve('swagger-ui-dist/swagger-ui.css'), contentType: css }],
  [
    'viewer.js',
    { source: require.resolve('swagger-ui-dist/swagger-ui-bundle.js'), contentType: script },
  ],
  ['page.css', { source: own('page.css'), contentType: css }],
  ['page.js', { source: own('page.js'), contentType: script }],
]);

/** The policy allows inline styles, because the viewer writes styles into its own elements. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = html`<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>API · Mayfly</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/_local/api/viewer.css">
    <link rel="stylesheet" href="/_local/api/page.css">
    <script src="/_local/api/viewer.js" defer></script>
    <script src="/_local/api/page.js" defer></script>
  </head>
  <body>
    <p class="hint">
      Local stack. To try requests, press <strong>Authorize</strong> and paste <code>api_key</code> of
      <code>.local/stack.json</code>, or a token from <code>managers</code> in this file. The page keeps your key or token until you close the page.
    </p>
    <noscript>The viewer needs JavaScript. The description itself is at /v1/openapi.json.</noscript>
    <div id="api"></div>
  </body>
</html>
`;

/**
 * Adds the page on which people read and try the API. The page contains no API key, so people paste
 * a key.
 */
export function addApiPage(app: App): void {
  app.get('/_local/api', (c) => {
    c.header('content-security-policy', contentSecurityPolicy);
    return c.html(page);
  });

  app.get('/_local/api/:file', (c) => {
    const file = files.get(c.req.param('file'));
    if (file === undefined) throw new Problem('route-unknown');
    c.header('content-type', file.contentType);
    return c.body(readFileSync(file.source, 'utf8'));
  });
}
