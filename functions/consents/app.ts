import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { completeConsent } from '#shared/consents/complete-consent.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';

/** Marketing consents: single opt-in is confirmed at once, double opt-in is pending. */
export function createConsentsApp(deps: CategoryAppDeps): App {
  return createCategoryApp(deps, {
    category: marketingConsents,
    own: { complete: completeConsent },
  });
}
