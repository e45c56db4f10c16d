import { expect, it } from 'vitest';
import { groupReaders } from './group-readers.ts';

it('lists each reader once, the latest first, with the role and the latest time, but without the email address', () => {
  const entries = [
    { actor: 'a@example.com', created_at: '2026-03-01T10:00:00.000Z' },
    { actor: 'b@example.com', created_at: '2026-03-02T10:00:00.000Z' },
    { actor: 'a@example.com', created_at: '2026-03-03T10:00:00.000Z' },
    { actor: 'gone@example.com', created_at: '2026-03-01T09:00:00.000Z' },
  ];
  const members = [
    { email: 'a@example.com', role: 'owner' },
    { email: 'b@example.com', role: 'support' },
  ];
  const readers = groupReaders(entries, members, 'a@example.com');
  expect(readers.map(({ isSelf, role, at }) => [isSelf, role, at.slice(0, 10)])).toEqual([
    [true, 'owner', '2026-03-03'],
    [false, 'support', '2026-03-02'],
    [false, undefined, '2026-03-01'],
  ]);
  expect(JSON.stringify(readers)).not.toContain('@');
});
