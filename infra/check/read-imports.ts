import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { parseSync } from 'oxc-parser';
import { root } from '../build/functions.ts';

/** An import in a file: its target, and whether the import still exists at run time. */
export type Import = {
  /** For our own files a path from the project's root, for packages the specifier. */
  readonly to: string;
  /** `type`: the import disappears when the compiler removes the types. */
  readonly kind: 'value' | 'type';
};

type Found = { readonly specifier: string; readonly isType: boolean };

const isPackageImport = (specifier: string) => specifier.startsWith('#shared/');

/** Finds the target of a specifier in a file. `#shared/…` and relative paths are our own files. */
function resolve(file: string, specifier: string): string {
  if (isPackageImport(specifier)) return specifier.slice(1);
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  return specifier;
}

/**
 * Returns the text of a string literal in the source. It is undefined if code computes the text.
 */
function literal(source: string, { start, end }: { start: number; end: number }) {
  return /^(['"`])([^$]*)\1$/.exec(source.slice(start, end))?.[2];
}

function findImports(file: string, source: string): Found[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ specifier: moduleRequest.value, isType }],
    ),
  );
  const loaded = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const specifier = literal(source, moduleRequest);
    return specifier === undefined ? [] : [{ specifier, isType: false }];
  });
  // The parser does not list `typeof import('…')` and `import('…').Name` in types as imports.
  const inTypes = [...source.matchAll(/\bimport\((['"])([^'"]+)\1\)/g)].flatMap(
    ([, , specifier]) =>
      specifier === undefined || loaded.some((each) => each.specifier === specifier)
        ? []
        : [{ specifier, isType: true }],
  );
  return [...imported, ...exported, ...loaded, ...inTypes];
}

/**
 * Reads the imports of a source: static, dynamic, re-exported, of values and of types.
 * @throws Error if the source cannot be parsed
 */
export function importsOf(file: string, source: string): Import[] {
  const kinds = new Map<string, Import['kind']>();
  for (const { specifier, isType } of findImports(file, source)) {
    const to = resolve(file, specifier);
    if (!isType || !kinds.has(to)) kinds.set(to, isType ? 'type' : 'value');
  }
  return [...kinds].map(([to, kind]) => ({ to, kind }));
}

/** Reads the imports of one of our files. @param file a path from the project's root */
export function readImports(file: string): Import[] {
  return importsOf(file, readFileSync(`${root}${file}`, 'utf8'));
}
