const benches: { readonly [name: string]: () => Promise<unknown> } = {
  requests: () => import('./requests.ts'),
  'first-request': () => import('./first-request.ts'),
  vault: () => import('./vault.ts'),
  sweeps: () => import('./sweeps.ts'),
  scale: () => import('./scale.ts'),
  ranges: () => import('../../infra/capacity/main.ts'),
};
const [name = 'requests'] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined)
  throw new Error(`no such bench: choose ${Object.keys(benches).join(', ')}`);
await bench();
