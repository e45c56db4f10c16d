import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { isRestrictable } from '#shared/store/restricted-collection.ts';
import type { App } from '../create-app.ts';
import { addCreateRoute } from './create-route.ts';
import { addExportRoutes } from './export-routes.ts';
import { addListRoute, addSearchRoute } from './list-routes.ts';
import { addLookupRoute } from './lookup-route.ts';
import type { OwnVerbs } from './own-verbs.ts';
import {
  addCorrectRoute,
  addDeleteManyRoute,
  addDeleteRoute,
  addReadRoute,
} from './record-routes.ts';
import { addRestrictionRoutes } from './restriction-routes.ts';

/**
 * Adds the generic API of a category at its path. The caller's context must already be set, by
 * middleware that runs earlier.
 */
export function addCategoryRoutes(app: App, category: Category, own: OwnVerbs = {}): void {
  own.addRoutes?.(app);
  if (category.createdBy === 'caller') addCreateRoute(app, category, own);
  addListRoute(app, category);
  if (lookupFields(category).length > 0) addSearchRoute(app, category);
  if (category.keyed === true) addLookupRoute(app, category);
  addExportRoutes(app, category, own);
  if (isRestrictable(category)) addRestrictionRoutes(app, category, own);
  addReadRoute(app, category);
  if (category.correctable) addCorrectRoute(app, category, own);
  if (category.deletable) {
    addDeleteRoute(app, category, own);
    addDeleteManyRoute(app, category, own);
  }
}
