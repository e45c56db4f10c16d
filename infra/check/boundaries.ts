import { globSync } from 'node:fs';
import { functionNames, root } from '../build/functions.ts';
import { findBrokenFloors, rooms } from './floors.ts';
import { findCycles, readImportGraph } from './import-graph.ts';
import { findBroken, rules } from './rules.ts';

const folders = ['functions', 'shared', 'infra', 'emulator-tests'];
const files = globSync(
  folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
  { cwd: root },
).map((file) => file.replaceAll('\\', '/'));
const graph = readImportGraph(files);

const unread = functionNames()
  .filter((name) => !graph.has(`functions/${name}/index.ts`))
  .map((name) => `functions/${name}/index.ts was not read`);
const problems = [
  ...unread,
  ...findCycles(graph).map((way) => `files import each other in a circle: ${way.join(' -> ')}`),
  ...findBrokenFloors(graph),
  ...rules.flatMap((rule) => findBroken(graph, rule)),
];
for (const problem of problems) console.error(problem);
console.log(
  `boundaries: ${graph.size} files, ${rooms.length} rooms, ${rules.length} rules, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
