import { readFileSync } from 'node:fs';

type Entry = { readonly number: number; readonly name: string; readonly file: string };

/**
 * A category file exports one category, and states the number of that category. Other files of the
 * folder are ignored.
 */
function entryOf(folder: string, file: string): Entry[] {
  const source = readFileSync(`${folder}/${file}`, 'utf8');
  const name = /^export const (\w+) = defineCategory\(/m.exec(source)?.[1];
  const number = /^ {2}number: (\d+),/m.exec(source)?.[1];
  return name === undefined || number === undefined ? [] : [{ number: Number(number), name, file }];
}

/**
 * Writes the source of the registry from the category files of a folder. For a new category the
 * registry needs only a new file.
 */
export function registrySource(folder: string, files: readonly string[]): string {
  const entries = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => entryOf(folder, file));
  const imports = [
    ...entries.map(({ name, file }) => ({ file, line: `import { ${name} } from './${file}';` })),
    {
      file: 'define-category.ts',
      line: "import type { Category } from './define-category.ts';",
    },
  ].toSorted((left, right) => (left.file < right.file ? -1 : 1));
  const ordered = entries.toSorted((left, right) => left.number - right.number);
  return `// Generated from the category files of this folder by \`npm run generate\`.
${imports.map(({ line }) => line).join('\n')}

/** All categories in the order of their numbers. Only data of these categories may be stored. */
export const categories: readonly Category[] = [
${ordered.map(({ name }) => `  ${name},`).join('\n')}
];
`;
}
