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
  state: 'drawn',
  committed_at: '2026-12-24T11:04:59.000Z',
  drawn_at: winnerExample.drawn_at,
  expires_at: '2027-02-22T11:04:59.000Z',
  count: 1,
  drawn: 1,
  places: [{ place: 1, position: 1, entrant: '0b6f3c1d9a2e4f7788c5d41e6b7a9f02' }],
  check: {
    entrants: 1_204,
    entrants_sha256: '5f0c9d1b7a3e42c8b6f10e9d8c7a6b5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d0c9b',
    seed_sha256: 'c4b5a697887766554433221100ffeeddccbbaa99887766554433221100ffeedd',
    commitment: 'Yb0yJ3kq0mW7v9sT2hK1uXoZ4dR6fL8nQ5cE3aG7iJw',
    seed: '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0',
    result: 'k2Jf8sLq0pWmZ7xTn4vBd6yRc1hGa3uEo5iXw9QtSfM',
  },
  winners: [winnerExample],
  warnings: [],
};
