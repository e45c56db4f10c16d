/**
 * Style of the sign-in pages, with the console's colours. The pages must work even if the console
 * cannot be loaded.
 */
export const signInStyle = `:root { color-scheme: light dark; --ground: light-dark(#eaf0ee, #0b1a1d); --surface: light-dark(#fbfdfc, #11252a); --ink: light-dark(#14292c, #e8f1ef); --ink-soft: light-dark(#4a6064, #a3b9b8); --line: light-dark(#d5e0dd, #274045); --focus: light-dark(#0b6e73, #7fd4c6); --band: light-dark(#0f3136, #123a40); --band-deep: #0a2429; --band-ink: #f2faf7; --band-soft: #a9c9c4; --band-good: #8fd6c4; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
p { margin: 0; }
header { padding: clamp(1.5rem, 6vh, 3.5rem) 1rem 6rem; text-align: center; color: var(--band-soft); background: linear-gradient(165deg, var(--band-deep), var(--band)); }
.brand { display: flex; align-items: center; justify-content: center; gap: .75rem; margin-bottom: .5rem; font-size: 1.75rem; color: var(--band-ink); }
.brand, h1 { font-family: ui-serif, 'Iowan Old Style', Charter, Georgia, serif; font-weight: 600; line-height: 1.2; }
.mark { height: 3rem; fill: none; stroke: var(--band-good); stroke-width: 1.25; stroke-linecap: round; stroke-linejoin: round; }
.mark .wing { fill: var(--band-good); fill-opacity: .25; }
.mark .vein { stroke-width: .75; }
.mark .body { stroke: var(--band-ink); stroke-width: 3; }
.mark .head { fill: var(--band-ink); stroke: none; }
main { width: min(28rem, 100% - 2rem); margin: -3.5rem auto 3rem; padding: clamp(1.25rem, 5vw, 2rem); background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; }
main p { color: var(--ink-soft); }
h1 { font-size: 1.5rem; margin: 0 0 .75rem; text-wrap: balance; }
ul { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; gap: .75rem; }
a.button { display: block; padding: .75rem 1rem; border-radius: .5rem; text-align: center; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; color: var(--surface); background: var(--focus); }
a.button:hover { filter: brightness(1.1); }
a:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
`;
