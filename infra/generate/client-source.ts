import type { Category } from '#shared/categories/define-category.ts';

const lineMax = 100;

function exportName({ id }: Category): string {
  return id.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function fileName({ id }: Category): string {
  return `${id.replaceAll('_', '-')}.ts`;
}

/** Parameters that narrow the category's list. */
function filterNames({ fields }: Category): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.atRest !== 'plain' || field.filter === undefined) return [];
    return field.filter === 'equal' ? [name] : [`${name}_min`, `${name}_max`];
  });
}

function listLines(indent: string, name: string, values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const line = `${indent}${name}: [${quoted.join(', ')}],`;
  if (line.length <= lineMax) return line;
  const lines = quoted.map((value) => `${indent}  ${value},`);
  return [`${indent}${name}: [`, ...lines, `${indent}],`].join('\n');
}

/**
 * The source of what the client knows of the categories: their types, and no more at run time than its requests
 * need, so that a browser loads neither zod nor the registry.
 */
export function clientSource(categories: readonly Category[]): string {
  const imports = categories
    .map((category) => ({ file: fileName(category), name: exportName(category) }))
    .toSorted((left, right) => (left.file < right.file ? -1 : 1))
    .map(({ file, name }) => `import type { ${name} } from '#shared/categories/${file}';`);
  const types = categories.map(
    (each) => `  readonly ${exportName(each)}: typeof ${exportName(each)};`,
  );
  const entries = categories.map((category) =>
    [
      `  ${exportName(category)}: {`,
      `    path: '${category.path}',`,
      listLines('    ', 'filters', filterNames(category)),
      '  },',
    ].join('\n'),
  );
  return `// Generated from the registry by \`npm run generate\`.
${imports.join('\n')}

/** The declarations of the categories, as types only. */
export type ClientCategories = {
${types.join('\n')}
};

/** What requests need to know of a category. */
export type ClientCategory = { readonly path: string; readonly filters: readonly string[] };

/** The categories in the order of their numbers. */
export const clientCategories: { readonly [name in keyof ClientCategories]: ClientCategory } = {
${entries.join('\n')}
};
`;
}
