import { text } from 'node:stream/consumers';
import { functionNames } from '../functions.ts';
import { mapBundle, nameFrames } from './name-frames.ts';

const help = `npm run name-frames -- FUNCTION < FILE

The names in a bundle are short. This command reads log lines of a function, and prints them with
the places in the source instead of the places in the bundle. Check out the deployed commit first.
`;

const [name = ''] = process.argv.slice(2);
if (functionNames().includes(name))
  process.stdout.write(nameFrames(await mapBundle(name), name, await text(process.stdin)));
else {
  console.error(`${help}\nFunctions: ${functionNames().join(', ')}`);
  process.exitCode = 2;
}
