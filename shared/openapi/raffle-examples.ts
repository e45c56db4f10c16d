import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { exampleId, recordExample } from './record-example.ts';

const participation = recordExample(raffleParticipations);
const { raffle_id: _raffle, ...person } = participation ?? {};
const { id: _id, created_at: _created, expires_at: _expires, ...personal } = person;

const running = {
  name: 'Große Adventsverlosung',
  kind: 'giveaway',
  policy: 'once',
  starts_at: '2026-11-22T23:00:00.000Z',
  ends_at: '2026-12-24T11:00:00.000Z',
};

export const raffleSent = running;

export const raffleExample = {
  id: exampleId,
  created_at: '2026-11-20T08:15:00.000Z',
  expires_at: '2027-02-22T11:00:00.000Z',
  ...running,
  warnings: [],
};

export const winnerExample = {
  id: '7d1e0c52a94b4f6e8f3a61c0b2d95e47',
  raffle_id: exampleId,
  draw_id: '91b7c3d04e5f4a6b8c2d1e0f3a4b5c6d',
  rank: 1,
  participation_id: exampleId,
  participated_at: participation?.['created_at'],
  drawn_at: '2026-12-24T11:05:00.000Z',
  expires_at: participation?.['expires_at'],
  ...personal,
};

export const drawExample = {
  id: winnerExample.draw_id,
  raffle_id: exampleId,
  drawn_at: winnerExample.drawn_at,
  expires_at: '2027-02-22T11:05:00.000Z',
  count: 1,
  drawn: 1,
  winners: [winnerExample],
  warnings: [],
};
