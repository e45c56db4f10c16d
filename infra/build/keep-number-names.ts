import { readFileSync } from 'node:fs';
import { type Plugin, transform } from 'esbuild';

/**
 * Keeps the name of the class `Long`. Firestore's client over REST recognises 64-bit numbers by this
 * name. Other classes lose their names. To
 * keep all names, esbuild would add code that sets the name of each function whenever the program
 * creates this function. That would cost time.
 */
export const keepNumberNames: Plugin = {
  name: 'keep-number-names',
  setup(build) {
    build.onLoad({ filter: /\/node_modules\/long\/(?:umd\/)?index\.js$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { keepNames: true });
      return { contents: code, loader: 'js' };
    });
  },
};
