import { type Import, readImports } from './read-imports.ts';

/** The imports of each file. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

/**
 * Reads the imports of source files. The graph names our own files by their paths from the project's
 * root, and packages by the specifier in the import, for example `zod`.
 * @param files paths from the project's root
 */
export function readImportGraph(files: readonly string[]): ImportGraph {
  return new Map(files.map((file) => [file, readImports(file)]));
}

/**
 * Lists every file that a file loads at run time, each with the chain of imports that leads to it.
 * The list also contains the file itself.
 */
export function reach(graph: ImportGraph, from: string): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[from, [from]]]);
  for (const [file, way] of ways) {
    for (const { to, kind } of graph.get(file) ?? [])
      if (kind === 'value' && !ways.has(to)) ways.set(to, [...way, to]);
  }
  return ways;
}

/**
 * The shortest chain of imports from a file back to itself, also through imports of types. It is
 * undefined if there is none.
 */
function wayBack(graph: ImportGraph, from: string): readonly string[] | undefined {
  const ways = new Map<string, readonly string[]>([[from, [from]]]);
  for (const [file, way] of ways)
    for (const { to } of graph.get(file) ?? []) {
      if (to === from) return [...way, to];
      if (!ways.has(to)) ways.set(to, [...way, to]);
    }
  return undefined;
}

/**
 * Finds files that import each other in a circle. Each result is a chain of imports from a file
 * back to itself. Every file of a circle is in at least one chain.
 */
export function findCycles(graph: ImportGraph): (readonly string[])[] {
  const known = new Set<string>();
  return [...graph.keys()].toSorted().flatMap((file) => {
    if (known.has(file)) return [];
    const way = wayBack(graph, file);
    if (way === undefined) return [];
    for (const each of way) known.add(each);
    return [way];
  });
}
