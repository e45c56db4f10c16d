import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { compiledFile, wrapModule } from './compile-ahead.ts';

// Run by `compileAhead` in a process of its own, with the bundle's folder as its argument.

const [, , out = ''] = process.argv;
const filename = `${out}/main.js`;
const script = new Script(wrapModule(readFileSync(filename, 'utf8')), { filename });
const module = { exports: {} };
// Code that runs while the bundle loads is compiled ahead; other code is compiled at its first
// call.
script.runInThisContext()(module.exports, createRequire(filename), module, filename, out);
writeFileSync(`${out}/${compiledFile}`, script.createCachedData());
