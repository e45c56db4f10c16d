import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { anyQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import type { ConsoleFiles } from '../console-files.ts';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import { readLanguage } from '../sign-in/read-language.ts';
import { renderVerify } from './render-verify.ts';

/**
 * Adds the page on which anybody can check a receipt: a statement that Mayfly has signed, for
 * example about an erasure. The page depends only on the language, and contains no data.
 */
export function addVerifyRoute(app: App, files: () => ConsoleFiles): void {
  addRoute(app, {
    method: 'GET',
    path: '/verify',
    admission: everyone,
    query: anyQuery,
    body: noBody,
    personal: false,
    handle(c) {
      const asked = c.req.query('language');
      const isKnown = asked === 'de' || asked === 'en';
      const language = isKnown ? asked : readLanguage(c.req.header('accept-language'));
      c.header('content-security-policy', contentSecurityPolicy);
      return c.html(renderVerify(language, files()));
    },
  });
}
