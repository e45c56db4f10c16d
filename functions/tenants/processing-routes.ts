import { requireOperator } from '#shared/access/require-operator.ts';
import { documentResponse } from '#shared/http/answer/document-response.ts';
import type { App } from '#shared/http/create-app.ts';
import { admitPerson } from '#shared/http/guards/admit-caller.ts';
import type { CallerDeps } from '#shared/http/guards/require-caller.ts';
import { noBody } from '#shared/http/read/body.ts';
import { documentQuery, recentDocumentQuery } from '#shared/http/read/document-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { reading } from '#shared/http/route/personal.ts';
import { describeConcept } from '#shared/processing/deletion/describe-concept.ts';
import { describeLog, logDays } from '#shared/processing/deletion/describe-log.ts';
import { layOutConcept } from '#shared/processing/deletion/lay-out-concept.ts';
import { layOutLog } from '#shared/processing/deletion/lay-out-log.ts';
import type { ProcessingDeps } from '#shared/processing/process-deps.ts';
import { describeOperation } from '#shared/processing/record/describe-operation.ts';
import { describeRecord } from '#shared/processing/record/describe-record.ts';
import { layOutOperation } from '#shared/processing/record/lay-out-operation.ts';
import { layOutRecord } from '#shared/processing/record/lay-out-record.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';

/**
 * Adds the routes of the documents that describe a tenant's processing. The record of processing
 * and the deletion concept may contain names of people. So the manager log notes each person who
 * reads them.
 */
export function addProcessingRoutes(
  app: App,
  deps: ProcessingDeps & { readonly publicKeys: PublicKeys },
): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/tenant/record-of-processing',
    admission: callersWith('tenant'),
    query: documentQuery,
    body: noBody,
    personal: reading('tenant.record-of-processing.read', 'none'),
    handle: async (c, { query }) =>
      documentResponse(c, query, await describeRecord(deps, c.var.ctx, query), layOutRecord),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/tenant/deletion-concept',
    admission: callersWith('tenant'),
    query: documentQuery,
    body: noBody,
    personal: reading('tenant.deletion-concept.read', 'none'),
    handle: async (c, { query }) =>
      documentResponse(c, query, await describeConcept(deps, c.var.ctx, query), layOutConcept),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/tenant/deletion-log',
    admission: callersWith('tenant'),
    query: recentDocumentQuery(logDays),
    body: noBody,
    personal: false,
    handle: async (c, { query }) =>
      documentResponse(c, query, await describeLog(deps, c.var.ctx, query), layOutLog),
  });
}

/** Adds the route of the operator's own record of processing, which covers all tenants. */
export function addOperationRoute(
  app: App,
  deps: CallerDeps & { readonly operators: ReadonlySet<string> },
  processing: ProcessingDeps,
): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/operator/record-of-processing',
    admission: {
      who: 'operator',
      admit: (c) => admitPerson(c, () => requireOperator(deps, c.req.raw)),
    },
    query: documentQuery,
    body: noBody,
    // The record is about all tenants, so no tenant's log gets an entry. The answer contains only
    // details that the operator and the tenants state about themselves.
    personal: false,
    handle: async (c, { query }) =>
      documentResponse(c, query, await describeOperation(processing, query), layOutOperation),
  });
}
