import { html } from 'hono/html';
import type { ConsoleFiles } from './console-files.ts';

/** Paths that only a local stack gives to the page. In production none of them is set. */
export type LocalPlaces = {
  /**
   * The first part of API paths for people who are not signed in. The overview loads its numbers
   * from these paths.
   */
  readonly apiBase?: string;
  /** The page asks this path how much of the demo data is written. */
  readonly demo?: string;
};

/**
 * Renders the HTML document of the console. It is the same for everyone and at every path, and
 * contains no data.
 */
export function renderPage(files: ConsoleFiles, { apiBase, demo }: LocalPlaces) {
  const attribute = (name: string, value: string | undefined) =>
    value === undefined ? '' : html` ${name}="${value}"`;
  return html`<!doctype html>
<html lang="en-GB"${attribute('data-api-base', apiBase)}${attribute('data-demo', demo)}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>Mayfly</title>
    <link rel="icon" type="image/svg+xml" href="/assets/${files.icon}">
    <link rel="stylesheet" href="/assets/${files.style}">
    <link rel="stylesheet" id="react-aria-pressable-style">
    <script type="module" src="/assets/${files.script}"></script>
  </head>
  <body>
    <noscript>The console needs JavaScript. / Die Konsole braucht JavaScript.</noscript>
    <div id="console"></div>
  </body>
</html>
`;
}
