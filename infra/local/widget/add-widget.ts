import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { App } from '#shared/http/create-app.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import { devicePurposes } from '#shared/transfer/tokens/device-grant.ts';
import { buildWidget, type WidgetScripts } from './build-widget.ts';
import { createCustomerFile } from './customer-file.ts';
import type { Shop } from './open-shop.ts';
import { type WidgetLanguage, widgetLanguages } from './page/widget-texts.ts';
import { renderWidget } from './render-widget.ts';

export type WidgetDeps = {
  readonly openShop: () => Promise<Shop>;
  readonly now: () => Instant;
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const sheets: ReadonlyMap<string, URL> = new Map([
  ['colours.css', new URL('../../../functions/manager/console/style/colours.css', import.meta.url)],
  ['page.css', new URL('page/page.css', import.meta.url)],
]);

/**
 * The name of the cookie with the id of the conversation. Browsers send this cookie only with
 * requests for tokens.
 */
const cookie = 'widget_conversation';
const cookieScope = { path: '/_local/widget/token', httpOnly: true, sameSite: 'Strict' } as const;
const cookieSeconds = 60 * 86_400;
const conversationForm = /^chat-[0-9a-f]{32}$/;

const order = {
  method: 'POST',
  admission: everyone,
  query: noQuery,
  body: jsonBody(smallBodyMax),
  idempotency: repeatable,
  personal: false,
} as const;

const tokenSchema = z.strictObject({ purpose: z.enum(devicePurposes) });
const destinationSchema = z.strictObject({ destination: z.enum(['device', 'server']) });

/**
 * Returns a function that runs `work` at its first call. Each later call returns the result of the
 * first call. If `work` has failed, the next call runs it again.
 */
function onFirstUse<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

function pickLanguage(asked: string | undefined, accepted: string | undefined): WidgetLanguage {
  const wanted = asked ?? accepted?.slice(0, 2).toLowerCase();
  return widgetLanguages.find((each) => each === wanted) ?? 'en';
}

/**
 * Adds the example: a page with a chat that keeps its state on the device, and the backend of the
 * shop to which the chat belongs.
 */
export function addWidget(app: App, deps: WidgetDeps): void {
  const shop = onFirstUse(deps.openShop);
  addPage(app, shop, onFirstUse(buildWidget));
  addBackend(app, shop);
  addCustomerFile(app, shop, deps.now);
}

function addPage(app: App, shop: () => Promise<Shop>, scripts: () => Promise<WidgetScripts>): void {
  app.get('/_local/widget', async (c) => {
    // The shop must exist before the page asks for its profile. Otherwise Mayfly would answer for
    // some seconds that there is no profile.
    await Promise.all([shop(), scripts()]);
    c.header('content-security-policy', contentSecurityPolicy);
    return c.html(renderWidget(pickLanguage(c.req.query('lang'), c.req.header('accept-language'))));
  });

  app.get('/_local/widget/:file', async (c) => {
    const file = c.req.param('file');
    const sheet = sheets.get(file);
    if (sheet !== undefined) {
      c.header('content-type', 'text/css; charset=utf-8');
      return c.body(readFileSync(sheet, 'utf8'));
    }
    const built = { 'page.js': 'page', 'mayfly-device.js': 'device' } as const;
    if (!Object.hasOwn(built, file)) throw new Problem('route-unknown');
    c.header('content-type', 'text/javascript; charset=utf-8');
    return c.body((await scripts())[built[file as keyof typeof built]]);
  });
}

/**
 * Adds the backend of the shop. The backend has the API keys, and gives only device tokens to a
 * page.
 */
function addBackend(app: App, shop: () => Promise<Shop>): void {
  addRoute(app, {
    ...order,
    path: '/_local/widget/token',
    async handle(c, { body }) {
      const { purpose } = parse(tokenSchema, body);
      // The cookie decides the conversation, and the page cannot change this cookie. So the page
      // cannot get a token for the conversation of another person.
      const sent = getCookie(c, cookie) ?? '';
      const isOwn = conversationForm.test(sent);
      const conversation = isOwn ? sent : `chat-${randomUUID().replaceAll('-', '')}`;
      if (!isOwn) setCookie(c, cookie, conversation, { ...cookieScope, maxAge: cookieSeconds });
      return c.json(await (await shop()).giveToken(conversation, purpose));
    },
  });

  addRoute(app, {
    ...order,
    path: '/_local/widget/forget',
    handle(c) {
      setCookie(c, cookie, '', { ...cookieScope, maxAge: 0 });
      return c.json({});
    },
  });

  addRoute(app, {
    ...order,
    path: '/_local/widget/destination',
    async handle(c, { body }) {
      const { destination } = parse(destinationSchema, body);
      await (await shop()).keepAt(destination);
      return c.json({ destination });
    },
  });
}

/**
 * Adds the shop's own system, which receives device data from Mayfly. The page shows the received
 * messages.
 */
function addCustomerFile(app: App, shop: () => Promise<Shop>, now: () => Instant): void {
  const file = createCustomerFile();

  app.post('/_local/widget/file', async (c) => {
    const { signingSecret } = await shop();
    const header = (name: string) => c.req.header(name);
    const isTaken = file.take(signingSecret, header, await c.req.text(), now() / microsPerSecond);
    return c.body(null, isTaken ? 204 : 401);
  });

  addRoute(app, {
    ...order,
    path: '/_local/widget/facts',
    async handle(c) {
      return c.json({ destination: await (await shop()).destination(), received: file.received });
    },
  });
}
