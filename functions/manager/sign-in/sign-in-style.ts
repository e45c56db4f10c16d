/** Style of the sign-in pages, which must work while the console cannot be loaded. */
export const signInStyle = `:root { color-scheme: light dark; --line: light-dark(#767676, #8f8f8f); --accent: light-dark(#1f4fa3, #9cc0ff); }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 12vh auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .75rem; }
ul { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; gap: .75rem; }
a.button { display: block; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .4rem; color: var(--accent); text-decoration: none; font-weight: 600; overflow-wrap: anywhere; }
a.button:hover { text-decoration: underline; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
