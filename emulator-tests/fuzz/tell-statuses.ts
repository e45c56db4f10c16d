import type { FuzzReport } from './run-fuzz.ts';

/**
 * Returns a text with one line for each operation. The line says how many answers had which status.
 */
export function tellStatuses(statuses: FuzzReport['statuses']): string {
  return [...statuses]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([route, counts]) => {
      const told = [...counts].toSorted(([left], [right]) => left - right);
      return `${route}: ${told.map(([status, count]) => `${status}×${count}`).join(' ')}`;
    })
    .join('\n');
}
