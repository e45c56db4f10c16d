/** Where the pages of the console are. The server answers each of them with the same document. */
export const pagePaths = {
  overview: '/',
  live: '/live',
  consents: '/consents',
  coupons: '/coupons',
  loyalty: '/loyalty',
  giveaways: '/giveaways',
  runtimeLog: '/runtime-log',
} as const;
