import type { Locator, Page } from 'playwright-core';
import type { Notice } from '#shared/client/schemas.ts';
import { consentsTexts } from '../../../functions/manager/console/consents/consents-texts.ts';
import { couponsTexts } from '../../../functions/manager/console/coupons/coupons-texts.ts';
import { customerTexts } from '../../../functions/manager/console/customers/customer-texts.ts';
import { giveawaysTexts } from '../../../functions/manager/console/giveaways/giveaways-texts.ts';
import { liveTexts } from '../../../functions/manager/console/live/live-texts.ts';
import { loyaltyTexts } from '../../../functions/manager/console/loyalty/loyalty-texts.ts';
import { managerLogTexts } from '../../../functions/manager/console/manager-log/manager-log-texts.ts';
import { nluTexts } from '../../../functions/manager/console/nlu/nlu-texts.ts';
import { deskTexts } from '../../../functions/manager/console/overview/desk-texts.ts';
import { overviewTexts } from '../../../functions/manager/console/overview/overview-texts.ts';
import { personTexts } from '../../../functions/manager/console/person/person-texts.ts';
import { erasureTexts } from '../../../functions/manager/console/requests/erasure-texts.ts';
import { receiptTexts } from '../../../functions/manager/console/requests/receipt-texts.ts';
import { requestsTexts } from '../../../functions/manager/console/requests/requests-texts.ts';
import { restrictedTexts } from '../../../functions/manager/console/requests/restricted-texts.ts';
import { runtimeLogTexts } from '../../../functions/manager/console/runtime-log/runtime-log-texts.ts';
import { sessionsTexts } from '../../../functions/manager/console/sessions/sessions-texts.ts';
import { recipientsTexts } from '../../../functions/manager/console/settings/recipients-texts.ts';
import { settingsTexts } from '../../../functions/manager/console/settings/settings-texts.ts';
import { transferTexts } from '../../../functions/manager/console/settings/transfer-texts.ts';
import { storageTexts } from '../../../functions/manager/console/storage/storage-texts.ts';
import { variableTexts } from '../../../functions/manager/console/variables/variable-texts.ts';

/** An answer of the API. */
type Body = { readonly [name: string]: unknown };

/** A list of the console, and how a test brings it into each of its states. */
export type EveryList = {
  readonly name: string;
  readonly path: string;
  /** Matches the path and query of the requests whose answers the list shows. */
  readonly api: RegExp;
  /** Opens the list, if the page shows it only after a press. */
  readonly open?: (page: Page) => Promise<void>;
  /** The part of the page that shows the list; the whole content by default. */
  readonly within?: (page: Page) => Locator;
  /** Removes the entries from an answer. By default it empties `items`. */
  readonly emptied?: (body: Body) => Body;
  /** The text for the empty list; undefined for a list that is never empty. */
  readonly empty: string | undefined;
  /** Changes an answer so that more entries seem to follow. By default it sets `next_cursor`. */
  readonly cut?: (body: Body) => Body;
  /**
   * How a person loads the entries that are not shown yet: with the button `Load more`, or by
   * scrolling. A list that offers neither shows `text` instead. `limited` means that the API never
   * has more entries than the list shows.
   */
  readonly more: 'button' | 'scroll' | 'limited' | { readonly text: string | RegExp };
};

const first = async (page: Page, name?: RegExp | string) =>
  page
    .getByRole('row', name === undefined ? {} : { name })
    .first()
    .press('Enter');

/** Opens the first row that shows an email address. */
async function openCustomer(page: Page): Promise<void> {
  await page.getByRole('row', { name: /@/ }).first().press('Enter');
}

async function openVariables(page: Page): Promise<void> {
  await page.getByRole('grid').getByRole('row').nth(1).press('Enter');
}

/** Matches the requests of a path, with any query. */
const at = (path: string) => new RegExp(`^${path}(?:\\?|$)`);

const region = (name: string) => (page: Page) => page.getByRole('region', { name, exact: true });

type Counted = { readonly count: number };

const triedNotice: Notice = {
  id: '0'.repeat(32),
  endpoint: 'crm',
  event: 'erasure',
  category: null,
  records: [],
  erasure: null,
  state: 'waiting',
  attempts: 1,
  failure: 'http-500',
  created_at: '2026-11-29T10:00:00.000Z',
  next_attempt_at: '2026-11-29T10:01:00.000Z',
  tried_until: '2026-12-02T10:00:00.000Z',
  settled_at: null,
  expires_at: '2026-12-29T10:00:00.000Z',
};

export const everyList: readonly EveryList[] = [
  {
    name: 'categories of the overview',
    path: '/',
    api: at('/v1/tenant/storage'),
    empty: overviewTexts.en.empty.title,
    emptied: (body) => ({
      ...body,
      categories: (body['categories'] as Body[]).map((each) => ({ ...each, live: 0, overdue: 0 })),
    }),
    more: 'limited',
  },
  {
    name: 'open requests on the overview',
    path: '/',
    api: at('/v1/requests'),
    within: region(deskTexts.en.requests),
    empty: deskTexts.en.noRequests,
    more: { text: deskTexts.en.allRequests },
  },
  {
    name: 'recent erasures on the overview',
    path: '/',
    api: at('/v1/erasures'),
    within: region(deskTexts.en.erasures),
    empty: deskTexts.en.noErasures,
    more: { text: deskTexts.en.allErasures },
  },
  {
    name: 'conversations',
    path: '/live',
    api: at('/v1/conversations'),
    empty: liveTexts.en.empty.title,
    more: 'scroll',
  },
  {
    name: 'messages of a conversation',
    path: '/live',
    api: at('/v1/conversations/[^/]+/messages'),
    open: async (page) => first(page),
    within: (page) => page.locator('.thread'),
    empty: liveTexts.en.gone.title,
    more: 'scroll',
  },
  {
    name: 'people who read a conversation',
    path: '/live',
    api: at('/v1/manager-log'),
    open: async (page) => first(page),
    within: (page) => page.locator('.readers'),
    empty: liveTexts.en.facts.noReaders,
    more: { text: liveTexts.en.facts.readersMany },
  },
  {
    name: 'messages to review',
    path: '/nlu',
    api: at('/v1/nlu-messages/queue'),
    empty: nluTexts.en.empty.title,
    more: 'scroll',
  },
  {
    name: 'conversation of a message to review',
    path: '/nlu',
    api: at('/v1/chat-messages'),
    within: (page) => page.locator('.nlu-context'),
    empty: nluTexts.en.noContext,
    more: 'limited',
  },
  {
    name: 'intents',
    path: '/nlu?tab=accuracy',
    api: at('/v1/nlu-messages/summary'),
    empty: nluTexts.en.noIntents.title,
    more: 'button',
  },
  {
    name: 'weeks of reviews',
    path: '/nlu?tab=accuracy',
    api: at('/v1/nlu-messages/accuracy'),
    empty: nluTexts.en.noWeeks.title,
    more: { text: nluTexts.en.manyIntents('200') },
  },
  {
    name: 'customers',
    path: '/customers',
    api: at('/v1/customers'),
    empty: customerTexts.en.none.title,
    more: 'button',
  },
  {
    name: 'records of a person',
    path: '/customers',
    api: at('/v1/subjects/preview'),
    open: openCustomer,
    empty: personTexts.en.nothing.title,
    emptied: (body) => ({ ...body, records: [], categories: [], beside: [], stays: [] }),
    more: { text: /Only the .* that expire first are listed/ },
    cut: (body) => ({
      ...body,
      categories: (body['categories'] as Counted[]).map((each) => ({ ...each, count: 5_000 })),
    }),
  },
  {
    name: 'consents',
    path: '/consents',
    api: at('/v1/marketing-consents'),
    empty: consentsTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'purposes of consents',
    path: '/consents',
    api: at('/v1/marketing-consents/summary'),
    empty: undefined,
    more: 'limited',
  },
  {
    name: 'consents that end soon',
    path: '/consents?ending=soon',
    api: at('/v1/marketing-consents/ending'),
    empty: consentsTexts.en.soon.empty.title,
    more: 'button',
  },
  {
    name: 'pools of codes',
    path: '/coupons',
    api: at('/v1/coupon-pools'),
    empty: couponsTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'people who had a code',
    path: '/coupons',
    api: at('/v1/coupon-codes'),
    empty: couponsTexts.en.listEmpty.title,
    more: 'button',
  },
  {
    name: 'pools that have a code',
    path: '/coupons',
    api: at('/v1/coupon-codes/lookup'),
    open: async (page) => {
      await page.getByRole('textbox', { name: 'Code' }).fill('NO-SUCH-CODE');
      await page.getByRole('textbox', { name: 'Code' }).press('Enter');
    },
    empty: couponsTexts.en.lookup.unknown.title,
    more: { text: couponsTexts.en.lookup.more },
  },
  {
    name: 'coins earned and spent',
    path: '/loyalty',
    api: at('/v1/loyalty-transactions'),
    empty: loyaltyTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'rewards to ship',
    path: '/loyalty?tab=rewards',
    api: at('/v1/loyalty-redemptions'),
    empty: loyaltyTexts.en.ship.empty.title,
    more: 'button',
  },
  {
    name: 'giveaways',
    path: '/giveaways',
    api: at('/v1/raffles'),
    empty: giveawaysTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'draws of a giveaway',
    path: '/giveaways',
    api: at('/v1/raffles/[^/]+/draws'),
    within: (page) => page.locator('.raffle'),
    empty: giveawaysTexts.en.noDraws,
    more: 'button',
  },
  {
    name: 'participants of a giveaway',
    path: '/giveaways',
    api: at('/v1/raffle-participations'),
    empty: giveawaysTexts.en.noParticipants.title,
    more: 'button',
  },
  {
    name: 'experiences',
    path: '/variables',
    api: at('/v1/experiences'),
    empty: variableTexts.en.noExperiences.title,
    more: 'button',
  },
  {
    name: 'variables of an experience',
    path: '/variables',
    api: at('/v1/variables'),
    open: openVariables,
    empty: variableTexts.en.none.title,
    more: 'button',
  },
  {
    name: 'sessions',
    path: '/sessions',
    api: at('/v1/messenger-sessions'),
    empty: sessionsTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'entries of the runtime log',
    path: '/runtime-log',
    api: at('/v1/runtime-log'),
    empty: runtimeLogTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'entries of the manager log',
    path: '/manager-log',
    api: at('/v1/manager-log'),
    empty: managerLogTexts.en.empty.title,
    more: 'button',
  },
  {
    name: 'requests',
    path: '/requests',
    api: at('/v1/requests'),
    within: (page) => page.locator('.desk-list'),
    empty: requestsTexts.en.noneOpen.title,
    more: 'button',
  },
  {
    name: 'erasures',
    path: '/requests?view=erasures',
    api: at('/v1/erasures'),
    empty: erasureTexts.en.none.title,
    more: 'button',
  },
  {
    name: 'receipts',
    path: '/requests?view=receipts',
    api: at('/v1/receipts'),
    empty: receiptTexts.en.none.title,
    more: 'button',
  },
  {
    name: 'restricted records',
    path: '/requests?view=restricted',
    api: at('/v1/[^/]+/restricted'),
    empty: restrictedTexts.en.none.title,
    more: { text: /not all restricted records are shown/ },
  },
  {
    name: 'categories of the storage page',
    path: '/storage',
    api: at('/v1/tenant/storage'),
    empty: undefined,
    more: 'limited',
  },
  {
    name: 'numbers of keys',
    path: '/storage',
    api: /^\/v1\/tenant\/keys\?.*only=numbers/,
    empty: storageTexts.en.noKeys,
    more: 'limited',
  },
  {
    name: 'keys of a category',
    path: '/storage',
    api: /^\/v1\/tenant\/keys\?.*protects=/,
    open: async (page) => page.getByRole('button', { name: / keys? Runtime log/ }).press('Enter'),
    within: (page) => page.getByRole('dialog'),
    emptied: (body) => ({
      ...body,
      items: (body['items'] as Body[]).map((each) => ({ ...each, alive: 0, keys: [] })),
    }),
    empty: storageTexts.en.keys.none,
    cut: (body) => ({
      ...body,
      items: (body['items'] as Body[]).map((each) => ({ ...each, alive: 100 })),
    }),
    more: { text: /Destroyed later: \d+ keys/ },
  },
  {
    name: 'collections that contain no records',
    path: '/storage',
    api: /^\/v1\/tenant\/storage\?(?!.*only=)/,
    open: async (page) => page.getByRole('tab', { name: storageTexts.en.tabs.beside }).click(),
    empty: undefined,
    more: 'limited',
  },
  {
    name: 'modules',
    path: '/settings?tab=modules',
    api: at('/v1/tenant/storage'),
    empty: undefined,
    more: 'limited',
  },
  {
    name: 'people of the tenant',
    path: '/settings?tab=members',
    api: at('/v1/tenant/members'),
    empty: settingsTexts.en.members.empty,
    more: 'limited',
  },
  {
    name: 'API keys',
    path: '/settings?tab=keys',
    api: at('/v1/tenant/api-keys'),
    empty: settingsTexts.en.keys.empty,
    more: 'limited',
  },
  {
    name: 'legal bases',
    path: '/settings?tab=rules',
    api: at('/v1/tenant/particulars'),
    empty: undefined,
    more: 'limited',
  },
  {
    name: 'endpoints of recipients',
    path: '/settings?tab=recipients',
    api: at('/v1/tenant/notice-endpoints'),
    empty: recipientsTexts.en.noRecipients,
    more: 'limited',
  },
  {
    name: 'notices that recipients did not accept',
    path: '/settings?tab=recipients',
    api: at('/v1/notices'),
    empty: recipientsTexts.en.allTaken,
    // The page looks for notices with an attempt, so it reads further pages if a page has none.
    cut: (body) => ({ ...body, items: [triedNotice], next_cursor: 'more' }),
    more: { text: recipientsTexts.en.more },
  },
  {
    name: 'systems for device data',
    path: '/settings?tab=transfer',
    api: at('/v1/transfer-endpoints'),
    empty: transferTexts.en.none,
    more: 'limited',
  },
  {
    name: 'what a tenant loses',
    path: '/settings?tab=end',
    api: at('/v1/tenant/storage'),
    empty: undefined,
    more: 'limited',
  },
];
