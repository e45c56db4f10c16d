import { collections } from '#shared/wiring/collections.ts';
import { deriveIndexFile } from '../firestore/derive-index-file.ts';
import { capacityTable, rowOf, toldLoads } from './capacity-table.ts';

// The command `npm run bench -- ranges`. It computes the README's table under “Ranges” from the
// declared collections, and prints the table.

const file = deriveIndexFile(collections, 'mayfly');
const rows = toldLoads.map((load) => {
  console.error(`${load.perSecond} messages a second of ${load.tenants} tenants …`);
  return rowOf(load, file);
});
console.log(capacityTable(rows));
