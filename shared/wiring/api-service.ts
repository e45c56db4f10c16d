import { createAuthenticate } from '#shared/access/authenticate.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import type { CategoryAppDeps } from '#shared/http/category-api/create-category-app.ts';
import { createOriginLookup } from '#shared/settings/origin-lookup.ts';
import { createAppDeps } from './app-deps.ts';
import { wrapperOf } from './keys/wrapper-of.ts';
import { createManagerLog } from './manager-log-deps.ts';
import { createPersonAccess, type PersonAccess } from './person-access.ts';
import type { Platform } from './platform.ts';
import { createRecordDeps } from './record-deps.ts';
import { requireCurrentOf } from './require-current-of.ts';

/** The dependencies of a function that people and programs call. */
export type ApiService = CategoryAppDeps & {
  readonly categories: readonly Category[];
  /** The function that calculates people's ids, and the issuers that may verify people. */
  readonly people: PersonAccess['people'];
};

/**
 * Creates the dependencies of a function that people and programs call. Each call creates separate
 * caches. The name of the function decides which keys the function may use. No connection is opened
 * yet.
 */
export function createApiService(platform: Platform, name: string): ApiService {
  const { store, now } = platform;
  // An encrypter would be enough for the manager log. But the log uses this wrapper, because a
  // process should have only one client of the key service.
  const wrapper = wrapperOf(platform, name);
  const appDeps = createAppDeps(platform, name, platform.origins ?? createOriginLookup(platform));
  const records = createRecordDeps(platform, { wrapper, logger: appDeps.logger });
  const { identify, people } = createPersonAccess(platform, wrapper);
  return {
    ...appDeps,
    requireCurrent: requireCurrentOf(platform),
    records,
    managerLog: createManagerLog(platform, wrapper, people.personIds),
    authenticate: createAuthenticate({
      store,
      now,
      categories,
      people: identify && { ...people, identify },
    }),
    people,
    categories,
  };
}
