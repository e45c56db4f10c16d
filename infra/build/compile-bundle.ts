import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { compiledFile, wrapModule } from './compile-ahead.ts';

// `compileAhead` runs this file in a process of its own. The argument is the folder of the bundle.

const [, , out = ''] = process.argv;
const filename = `${out}/main.js`;
const script = new Script(wrapModule(readFileSync(filename, 'utf8')), { filename });
const module = { exports: {} };
// Code that runs while the bundle loads is compiled ahead. Other code is compiled when it is first
// called.
script.runInThisContext()(module.exports, createRequire(filename), module, filename, out);
writeFileSync(`${out}/${compiledFile}`, script.createCachedData());
