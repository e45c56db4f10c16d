/**
 * The style sheet of documents for people. It has light and dark colours, and rules for printing.
 * On a screen that is at most 56rem wide, such as a phone, each row of a table becomes a card.
 */
export const documentStyle = `:root { color-scheme: light dark; --ground: light-dark(#eaf0ee, #0b1a1d); --surface: light-dark(#fbfdfc, #11252a); --ink: light-dark(#14292c, #e8f1ef); --ink-soft: light-dark(#4a6064, #a3b9b8); --line: light-dark(#d5e0dd, #274045); }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
main { max-width: 75rem; margin: 0 auto; padding: clamp(1rem, 4vw, 2.5rem); }
h1, h2 { font-family: ui-serif, 'Iowan Old Style', Charter, Georgia, serif; font-weight: 600; line-height: 1.2; text-wrap: balance; hyphens: auto; overflow-wrap: break-word; }
h1 { font-size: clamp(1.5rem, 5vw, 2.25rem); margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 0 0 1rem; }
.lead { margin: 0 0 1.5rem; color: var(--ink-soft); max-width: 60ch; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; padding: clamp(1rem, 3vw, 1.5rem); margin: 0 0 1.25rem; }
p, ul, dl { margin: 0 0 1rem; max-width: 75ch; }
section > :last-child { margin-bottom: 0; }
ul { padding-left: 1.25rem; }
p, li, dd, td, th { white-space: pre-line; overflow-wrap: anywhere; }
td, th { overflow-wrap: break-word; hyphens: auto; }
dl { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr; gap: .5rem 1.5rem; }
dt { color: var(--ink-soft); overflow-wrap: anywhere; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; margin: 0 0 1rem; }
caption { text-align: left; color: var(--ink-soft); padding-bottom: .5rem; }
caption.same { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); }
thead th { color: var(--ink-soft); font-weight: 400; border-top: 0; }
tbody th { font-weight: 600; }
@media (max-width: 56rem) {
  dl, table, caption, tbody, tr, tbody th, td { display: block; }
  dt { margin-top: .5rem; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { border-top: 1px solid var(--line); padding: .75rem 0; }
  tbody th, td { border: 0; padding: .125rem 0; }
  td::before { content: attr(data-label); display: block; font-size: .8125rem; color: var(--ink-soft); }
  td:empty { display: none; }
}
@media print { body, section { background: none; } section { border: 0; padding: 0; } tr { break-inside: avoid; } }
`;
