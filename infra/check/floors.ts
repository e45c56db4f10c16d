import type { ImportGraph } from './import-graph.ts';

/**
 * The folders of `shared/`, called rooms, from the lowest to the highest. A file imports only from
 * its own room and from lower rooms, types included. Tests and fixtures may import from any room.
 */
export const rooms = [
  'base',
  'outbound',
  'categories',
  'store',
  'vault',
  'settings',
  'access',
  'notices',
  'ledger',
  'records',
  'domains',
  'manager-log',
  'tenants',
  'subjects',
  'transfer',
  'sweeps',
  'restores',
  'processing',
  'http',
  'wiring',
  'openapi',
  'client',
  'device',
  'adapters',
] as const;

const isForTests = (file: string) => /\.test\.tsx?$|\/testing\//.test(file);

function roomOf(file: string): string | undefined {
  return /^shared\/([^/]+)\//.exec(file)?.[1];
}

function domainOf(file: string): string | undefined {
  return /^shared\/domains\/([^/]+)\//.exec(file)?.[1];
}

function isUpwards(from: string, to: string): boolean {
  const [own, other] = [roomOf(from), roomOf(to)];
  if (own === undefined || other === undefined) return false;
  const floorOf = (room: string) => rooms.findIndex((each) => each === room);
  return floorOf(other) > floorOf(own);
}

function isAcross(from: string, to: string): boolean {
  const [own, other] = [domainOf(from), domainOf(to)];
  return own !== undefined && other !== undefined && own !== other;
}

/**
 * Finds two kinds of mistakes in `shared/`: a file that is in no known room, and an import from a
 * higher room or from another domain.
 */
export function findBrokenFloors(graph: ImportGraph): string[] {
  const known = new Set<string>(rooms);
  const homeless = [...graph.keys()]
    .filter((file) => file.startsWith('shared/') && !known.has(roomOf(file) ?? ''))
    .map((file) => `${file} is in no room that infra/check/floors.ts lists`);
  const arrows = [...graph]
    .filter(([file]) => !isForTests(file))
    .flatMap(([file, imports]) =>
      imports.flatMap(({ to }) => {
        if (isUpwards(file, to)) return [`a room imports a higher one: ${file} -> ${to}`];
        if (isAcross(file, to)) return [`a domain imports another: ${file} -> ${to}`];
        return [];
      }),
    );
  return [...homeless, ...arrows];
}
