import type { Category } from '#shared/categories/define-category.ts';

const basisWords = {
  created: 'created',
  last_interaction: 'last interaction',
  own_expiry: 'created, or the last change of the variable’s own expiry date',
} as const;

function retentionWords({ retention: { days, longerChoices } }: Category): string {
  const promise =
    typeof days === 'number'
      ? `${days} days`
      : Object.entries(days.days)
          .map(([value, count]) => `${value} ${count} days`)
          .join(', ');
  return longerChoices.length === 0 ? promise : `${promise} (or ${longerChoices.join(', ')})`;
}

function rowOf(category: Category): string {
  const encrypted = Object.entries({ ...category.fields, ...category.apart })
    .filter(([, field]) => field.atRest === 'aes')
    .map(([name]) => `\`${name}\``);
  const cells = [
    String(category.number),
    `${category.title.en} \`${category.id}\``,
    `\`/v1/${category.path}\``,
    category.storedWhen.en,
    category.purpose.en,
    retentionWords(category),
    basisWords[category.retention.basis],
    encrypted.join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Writes the categories as a Markdown table, from the registry. */
export function categoriesTable(categories: readonly Category[]): string {
  return [
    '| No | Category | Path | Stored when | What for | Expires after | Counted from | Encrypted fields |',
    '|---|---|---|---|---|---|---|---|',
    ...categories.map(rowOf),
  ].join('\n');
}
