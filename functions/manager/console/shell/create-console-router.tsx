import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { consentsFilters } from '../consents/consents-filters.ts';
import { useTexts } from '../language/language-context.tsx';
import { liveFilters } from '../live/live-filters.ts';
import { loyaltyFilters } from '../loyalty/loyalty-filters.ts';
import { managerLogFilters } from '../manager-log/manager-log-filters.ts';
import { nluFilters } from '../nlu/nlu-filters.ts';
import { Message } from '../parts/message.tsx';
import { requestsFilters } from '../requests/requests-filters.ts';
import { runtimeLogFilters } from '../runtime-log/runtime-log-filters.ts';
import { sessionFilters } from '../sessions/session-filters.ts';
import { settingsFilters } from '../settings/settings-filters.ts';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { shellTexts } from './shell-texts.ts';

function UnknownPage() {
  return <Message isPage {...useTexts(shellTexts).unknownPage} />;
}

function FailedPage() {
  const { title, detail, action } = useTexts(shellTexts).failedPage;
  return (
    <Message title={title} detail={detail} isAlert>
      <button className="button" type="button" onClick={() => location.reload()}>
        {action}
      </button>
    </Message>
  );
}

const root = createRootRoute({
  component: Frame,
  notFoundComponent: UnknownPage,
  errorComponent: FailedPage,
});

const overview = createRoute({
  getParentRoute: () => root,
  path: pagePaths.overview,
  component: lazyRouteComponent(() => import('../overview/overview-page.tsx'), 'OverviewPage'),
});

const live = createRoute({
  getParentRoute: () => root,
  path: pagePaths.live,
  // The URL never contains the id of a conversation, because the id may name a person in a
  // messenger.
  validateSearch: liveFilters.validateSearch,
  component: lazyRouteComponent(() => import('../live/live-page.tsx'), 'LivePage'),
});

const nlu = createRoute({
  getParentRoute: () => root,
  path: pagePaths.nlu,
  validateSearch: nluFilters.validateSearch,
  component: lazyRouteComponent(() => import('../nlu/nlu-page.tsx'), 'NluPage'),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: pagePaths.sessions,
  validateSearch: sessionFilters.validateSearch,
  component: lazyRouteComponent(() => import('../sessions/sessions-page.tsx'), 'SessionsPage'),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: pagePaths.customers,
  // The URL never contains the value by which somebody searched for a person. Only the page’s
  // memory contains it.
  validateSearch: () => ({}),
  component: lazyRouteComponent(() => import('../customers/customers-page.tsx'), 'CustomersPage'),
});

const variables = createRoute({
  getParentRoute: () => root,
  path: pagePaths.variables,
  validateSearch: () => ({}),
  component: lazyRouteComponent(() => import('../variables/variables-page.tsx'), 'VariablesPage'),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: pagePaths.requests,
  validateSearch: requestsFilters.validateSearch,
  component: lazyRouteComponent(() => import('../requests/requests-page.tsx'), 'RequestsPage'),
});

const consents = createRoute({
  getParentRoute: () => root,
  path: pagePaths.consents,
  validateSearch: consentsFilters.validateSearch,
  component: lazyRouteComponent(() => import('../consents/consents-page.tsx'), 'ConsentsPage'),
});

const coupons = createRoute({
  getParentRoute: () => root,
  path: pagePaths.coupons,
  validateSearch: () => ({}),
  component: lazyRouteComponent(() => import('../coupons/coupons-page.tsx'), 'CouponsPage'),
});

const loyalty = createRoute({
  getParentRoute: () => root,
  path: pagePaths.loyalty,
  validateSearch: loyaltyFilters.validateSearch,
  component: lazyRouteComponent(() => import('../loyalty/loyalty-page.tsx'), 'LoyaltyPage'),
});

const giveaways = createRoute({
  getParentRoute: () => root,
  path: pagePaths.giveaways,
  validateSearch: () => ({}),
  component: lazyRouteComponent(() => import('../giveaways/giveaways-page.tsx'), 'GiveawaysPage'),
});

const runtimeLog = createRoute({
  getParentRoute: () => root,
  path: pagePaths.runtimeLog,
  validateSearch: runtimeLogFilters.validateSearch,
  component: lazyRouteComponent(
    () => import('../runtime-log/runtime-log-page.tsx'),
    'RuntimeLogPage',
  ),
});

const managerLog = createRoute({
  getParentRoute: () => root,
  path: pagePaths.managerLog,
  validateSearch: managerLogFilters.validateSearch,
  component: lazyRouteComponent(
    () => import('../manager-log/manager-log-page.tsx'),
    'ManagerLogPage',
  ),
});

const storage = createRoute({
  getParentRoute: () => root,
  path: pagePaths.storage,
  validateSearch: () => ({}),
  component: lazyRouteComponent(() => import('../storage/storage-page.tsx'), 'StoragePage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: pagePaths.settings,
  validateSearch: settingsFilters.validateSearch,
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});

/**
 * Creates the router of the console. The browser loads the code of a page when somebody first opens
 * the page.
 */
export function createConsoleRouter() {
  return createRouter({
    routeTree: root.addChildren([
      overview,
      live,
      nlu,
      sessions,
      runtimeLog,
      customers,
      managerLog,
      variables,
      consents,
      coupons,
      loyalty,
      giveaways,
      requests,
      storage,
      settings,
    ]),
    defaultErrorComponent: FailedPage,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
