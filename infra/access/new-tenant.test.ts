import { beforeEach, describe, expect, test, vi } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { StoreUnavailable, type Write } from '#shared/store/store.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';

let fixture: PeopleFixture;
const as: PeopleFixture['as'] = (...asking) => fixture.as(...asking);

beforeEach(async () => {
  fixture = await createPeopleFixture();
});

describe('a new tenant', () => {
  const path = '/v1/tenants';
  const laden = { id: 'laden', owner: 'inhaber@example.org' };

  test('has a log whose first entry names the operator who created the tenant, and the IP address', async () => {
    expect((await as('betrieb', 'POST', path, laden)).status).toBe(201);
    expect(await fixture.entries('inhaber')).toEqual([
      expect.objectContaining({
        actor: 'betrieb@example.org',
        action: 'tenants.create',
        outcome: 'requested',
        ip: '203.0.113.7',
      }),
    ]);
  });

  test('is refused if its id is already used, and then adds no entry to the log of the existing tenant', async () => {
    const { status, text } = await as('betrieb', 'POST', path, { ...laden, id: 'blumen' });
    expect([status, JSON.parse(text).code]).toEqual([409, 'tenant-exists']);
    await as('owner', 'POST', path, laden);
    expect(await fixture.entries()).toEqual([]);
  });

  test('is not created if its log cannot be written', async () => {
    // In this test everything except the log can be written. So only the log can be the reason for
    // the failure.
    const { commit } = fixture.store;
    const isLog = ({ ref }: Write) => ref.collection === managerLog.id;
    const broken = vi.spyOn(fixture.store, 'commit').mockImplementation(async (writes) => {
      if (writes.some(isLog)) throw new StoreUnavailable('away');
      return commit(writes);
    });
    const { status, text } = await as('betrieb', 'POST', path, laden);
    expect([status, JSON.parse(text).code]).toEqual([503, 'store-unavailable']);
    const written = broken.mock.calls.flatMap(([writes]) =>
      writes.map(({ ref }) => ref.collection),
    );
    expect(new Set(written)).toEqual(new Set(['data_keys', 'manager_log_hours', managerLog.id]));
    broken.mockRestore();
    expect((await as('inhaber', 'GET', '/v1/tenant')).status).toBe(403);
    expect((await as('betrieb', 'POST', path, laden)).status).toBe(201);
  });
});
