import { html } from 'hono/html';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { anyQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import type { ConsoleFiles } from '../console-files.ts';
import { contentSecurityPolicy } from '../content-security-policy.ts';

/**
 * Renders the HTML document that loads the page's script. The document is the same for everyone and
 * contains no data.
 */
function renderMyData({ ownScript, ownStyle }: ConsoleFiles) {
  return html`<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <title>My data · Mayfly</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/assets/${ownStyle}">
    <script type="module" src="/assets/${ownScript}"></script>
  </head>
  <body>
    <noscript>
      <p lang="de">Diese Seite braucht JavaScript.</p>
      <p>This page needs JavaScript.</p>
    </noscript>
    <div id="my-data"></div>
  </body>
</html>
`;
}

/**
 * Adds the page on which a person sees and erases their own data. The page reads a token from the
 * fragment of its URL, and calls the function `subjects` with it. The function `manager`, which
 * serves the page, never gets the token.
 */
export function addMyDataPage(app: App, files: () => ConsoleFiles): void {
  addRoute(app, {
    method: 'GET',
    path: '/my-data',
    admission: everyone,
    query: anyQuery,
    body: noBody,
    personal: false,
    handle(c) {
      c.header('content-security-policy', contentSecurityPolicy);
      c.header('cross-origin-opener-policy', 'same-origin');
      return c.html(renderMyData(files()));
    },
  });
}
