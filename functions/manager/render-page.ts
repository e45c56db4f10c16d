import { html } from 'hono/html';
import type { ConsoleFiles } from './console-files.ts';

/** Where the page finds what it shows. */
export type PagePlaces = {
  /** The path below which it reads the API. */
  readonly apiBase: string;
  /** The path at which a local stack tells how much of its demo is written. */
  readonly demo?: string;
};

/** The page around the console: the same for everyone, it holds no data. */
export function renderPage(files: ConsoleFiles, { apiBase, demo }: PagePlaces) {
  return html`<!doctype html>
<html lang="en-GB" data-api-base="${apiBase}"${demo === undefined ? '' : html` data-demo="${demo}"`}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>Storage overview · Mayfly</title>
    <link rel="icon" type="image/svg+xml" href="/assets/${files.icon}">
    <link rel="stylesheet" href="/assets/${files.style}">
    <script type="module" src="/assets/${files.script}"></script>
  </head>
  <body>
    <noscript>The overview needs JavaScript. The same numbers are at /v1/tenant/storage.</noscript>
    <div id="console"></div>
  </body>
</html>
`;
}
