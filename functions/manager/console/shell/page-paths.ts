/** Where the pages of the console are. The server answers each of them with the same document. */
export const pagePaths = {
  overview: '/',
  live: '/live',
  consents: '/consents',
  runtimeLog: '/runtime-log',
} as const;
