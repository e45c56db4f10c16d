import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { compiledFile, wrapModule } from './compile-ahead.ts';

// Run by `compileAhead` in a process of its own, with the bundle's folder as its argument.

const [, , out = ''] = process.argv;
const filename = `${out}/main.js`;
const script = new Script(wrapModule(readFileSync(filename, 'utf8')), { filename });
const module = { exports: {} };
// What runs while the bundle loads is compiled with it; the rest when it is first called.
script.runInThisContext()(module.exports, createRequire(filename), module, filename, out);
writeFileSync(`${out}/${compiledFile}`, script.createCachedData());
