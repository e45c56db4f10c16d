import { createHash } from 'node:crypto';

/**
 * The CSS of an archive's page: for screens of any width, for the light and the dark theme, and for
 * print.
 */
export const style = `
:root { color-scheme: light dark; --ink: #1d2433; --quiet: #55607a; --line: #d5dae6; --ground: #fff; --band: #f3f5fa; --mark: #1f4fd8; --warn: #8a3b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ecf4; --quiet: #a9b3c9; --line: #3a4358; --ground: #151a24; --band: #1e2532; --mark: #9db8ff; --warn: #ffb27a; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; hyphens: auto; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, ul, ol { margin: .5rem 0; max-width: 44rem; }
a { color: var(--mark); }
.quiet { color: var(--quiet); }
.warn { color: var(--warn); font-weight: 600; }
.facts { display: grid; grid-template-columns: minmax(7rem, 14rem) 1fr; gap: .15rem 1rem; margin: .75rem 0; max-width: 44rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
nav { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem 1rem .5rem; margin: 1.5rem 0; max-width: 44rem; }
nav h2 { font-size: 1rem; margin: .5rem 0 0; }
nav ul { columns: 18rem; padding-left: 1.1rem; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; font-size: .94rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--band); font-weight: 600; }
tbody th { font-weight: 400; }
th, .time { overflow-wrap: break-word; }
.time { width: 8.5rem; }
.count { text-align: right; width: 5rem; }
td dl { margin: 0; display: grid; grid-template-columns: minmax(6rem, 11rem) 1fr; gap: .1rem .75rem; }
td dt { color: var(--quiet); }
td dd { margin: 0; min-width: 0; }
dd dl { border-left: 2px solid var(--line); padding-left: .6rem; }
dd ul { margin: 0; padding-left: 1.1rem; }
.text { white-space: pre-wrap; }
@media (max-width: 40rem) {
  body { padding: 1rem .75rem 3rem; }
  h1 { font-size: 1.45rem; }
  .facts, td dl { grid-template-columns: 1fr; gap: 0; }
  .facts dd, td dd { margin-bottom: .35rem; }
  th, td { padding: .4rem .3rem; }
  .time { width: 5.2rem; }
  .count { width: 3rem; }
  tbody th:not(.time) { width: 6.5rem; overflow-wrap: anywhere; }
  table { font-size: .86rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #999; --ground: #fff; --band: #eee; --mark: #000; --warn: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2, h3, caption { break-after: avoid; }
  tr, dl { break-inside: avoid; }
  thead { display: table-header-group; }
  @page { margin: 18mm 15mm; }
}
`;

/**
 * The content security policy of an archive's page. It allows only the page's own CSS. So the page
 * runs no code and loads nothing.
 */
export const contentPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style, 'utf8').digest('base64')}'; base-uri 'none'; form-action 'none'`;
