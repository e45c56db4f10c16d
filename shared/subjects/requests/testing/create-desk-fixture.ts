import {
  createTestFixture,
  type TestContext,
} from '#shared/records/testing/create-test-context.ts';
import type { ChangeInput } from '../change-request.ts';
import { createRequest, type RequestAnswer } from '../create-request.ts';
import { listRequests, type RequestFilters, readRequest, renderStored } from '../read-requests.ts';
import { requestTag } from '../request.ts';
import { completeRequest, extendRequest, noteIdentity, refuseRequest } from '../request-steps.ts';

export const asking = { email: 'anna@example.org', details: 'Bitte löschen Sie alles.' };

/**
 * Creates a tenant in memory, and functions that handle requests of persons. The test can set the
 * clock.
 */
export function createDeskFixture(timeZone = 'Europe/Berlin') {
  const fixture = createTestFixture();
  const { clock } = fixture;
  const every = fixture.contextOf('acme', ['subjects']);
  const ctx: TestContext = { ...every, settings: { ...every.settings, timeZone } };
  const setClock = (text: string) => {
    clock.now = Date.parse(text) * 1_000;
  };
  const take = async (body: object = {}, idempotencyKey?: string, by: TestContext = ctx) =>
    createRequest(by, {
      body: { kind: 'erasure', came_by: 'email', ...asking, ...body },
      idempotencyKey,
    });
  const idOf = ({ document }: RequestAnswer) => document.ref.id;
  const shown = async ({ document }: RequestAnswer) => renderStored(ctx, document);
  type Verb = (by: TestContext, input: ChangeInput) => Promise<RequestAnswer>;
  const step =
    (verb: Verb) =>
    async (id: string, body: object, more: Partial<ChangeInput> = {}, by: TestContext = ctx) => {
      const input = { id, body, idempotencyKey: undefined, ifMatch: undefined, ...more };
      return shown(await verb(by, input));
    };
  return {
    fixture,
    ctx,
    setClock,
    take,
    idOf,
    shown,
    open: async (body?: object) => idOf(await take(body)),
    extend: step(extendRequest),
    identify: step(noteIdentity),
    refuse: step(refuseRequest),
    complete: step(completeRequest),
    read: async (id: string) => renderStored(ctx, await readRequest(ctx, { id })),
    tagOf: async (id: string) => requestTag(await readRequest(ctx, { id })),
    list: async (filters: RequestFilters = {}) =>
      (await listRequests(ctx, filters, { limit: 200, cursor: undefined })).items,
  };
}
