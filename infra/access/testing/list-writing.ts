import { createApiFixture } from '../../generate/testing/create-api-fixture.ts';
import { listRoutes } from '../list-routes.ts';
import { type DeclaredRoute, listDeclared } from './list-declared.ts';

/** POST routes that write nothing. Their declarations do not say so. */
const foresees = new Set([
  'POST /v1/conversations/identify',
  'POST /v1/tenant/what-if',
  'POST /v1/notice-endpoints/{id}/test',
  'POST /v1/transfer',
  'POST /v1/transfer-endpoints/{id}/test',
]);

/**
 * Routes whose examples change nothing here: the review, the history or the message does not exist,
 * the consent is already confirmed, or the imported lines have expired.
 */
export const idle: ReadonlySet<string> = new Set([
  'DELETE /v1/nlu-messages/{id}/review',
  'PUT /v1/nlu-messages/reviews',
  'DELETE /v1/customers/{id}/history',
  'POST /v1/marketing-consents/{id}/confirm',
  'POST /v1/imports',
]);

/** Lists the routes whose example request stores, changes or deletes something for its caller. */
export function listWriting(): DeclaredRoute[] {
  const declared = listDeclared(listRoutes(createApiFixture().guardedApps));
  return declared.filter(({ route, method, declaration: { personal, admission } }) => {
    const shows = personal !== false && personal.effect !== 'changes';
    const isOthers = admission.who === 'scheduler' || admission.who === 'everyone';
    return method !== 'GET' && !shows && !isOthers && !foresees.has(route) && !idle.has(route);
  });
}
