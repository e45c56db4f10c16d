import { categories } from '#shared/categories/registry.ts';
import type { Texts } from '#shared/categories/texts.ts';

/**
 * The texts about a category that pages show. The build of the console takes them from the
 * category's declaration.
 */
export type CategoryWords = {
  readonly number: number;
  /** The path under `/v1/`. */
  readonly path: string;
  readonly title: Texts;
  readonly purpose: Texts;
  readonly storedWhen: Texts;
  /**
   * The labels of the fields that are stored unencrypted. A field with few possible values also has
   * labels for its values.
   */
  readonly fields: {
    readonly [name: string]: {
      readonly label: Texts;
      readonly values?: { readonly [value: string]: Texts };
    };
  };
};

/**
 * Returns the texts about each category, by the category's id. The build inserts them into the
 * console's script.
 */
export function wordsOfCategories(): { readonly wordsOfCategories: string } {
  const words = categories.map((category): [string, CategoryWords] => {
    const { id, number, path, title, purpose, storedWhen } = category;
    const plain = Object.entries(category.fields).flatMap(([name, field]) => {
      if (field.atRest !== 'plain') return [];
      const values = 'values' in field ? { values: field.values } : {};
      return [[name, { label: field.label, ...values }]];
    });
    const fields = Object.fromEntries(plain) as CategoryWords['fields'];
    return [id, { number, path, title, purpose, storedWhen, fields }];
  });
  return { wordsOfCategories: JSON.stringify(Object.fromEntries(words)) };
}
