/**
 * The paths of the console's pages. The server answers each of these paths with the same document.
 */
export const pagePaths = {
  overview: '/',
  live: '/live',
  nlu: '/nlu',
  sessions: '/sessions',
  runtimeLog: '/runtime-log',
  customers: '/customers',
  managerLog: '/manager-log',
  variables: '/variables',
  consents: '/consents',
  coupons: '/coupons',
  loyalty: '/loyalty',
  giveaways: '/giveaways',
  requests: '/requests',
  storage: '/storage',
  settings: '/settings',
} as const;
