import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Parts of the Google clients that no function calls: descriptors as code (the clients also have
 * them as JSON), and the clients for IAM, locations and long operations. A call of a method of an
 * omitted client throws a TypeError.
 */
const unused: readonly { readonly filter: RegExp; readonly contents: string }[] = [
  {
    filter: /\/google-gax\/build\/protos\/\w+\.js$/,
    contents: 'module.exports = {};',
  },
  {
    filter: /\/google-gax\/build\/src\/iamService\.js$/,
    contents: 'exports.IamClient = class { async close() {} };',
  },
  {
    filter: /\/google-gax\/build\/src\/locationService\.js$/,
    contents: 'exports.LocationsClient = class { async close() {} };',
  },
  {
    filter: /\/google-gax\/build\/src\/operationsClient\.js$/,
    contents: `
      exports.ALL_SCOPES = [];
      exports.OperationsClient = class { async close() {} };
      exports.OperationsClientBuilder = class {
        operationsClient() { return new exports.OperationsClient(); }
      };`,
  },
];

/**
 * Statements that describe every message of a service once more, for clients that ask a server
 * which messages it knows. No function answers such clients. The descriptions would take twelve
 * milliseconds of a cold start.
 */
const describing: { readonly filter: RegExp; readonly omitted: readonly [string, string][] } = {
  filter: /\/@grpc\/proto-loader\/build\/src\/index\.js$/,
  omitted: [
    ["const descriptorList = root.toDescriptor('proto3').file;", 'const descriptorList = [];'],
    ["const messageDescriptor = message.toDescriptor('proto3');", ''],
    ['messageDescriptor.$type.toObject(messageDescriptor, descriptorOptions)', '{}'],
    ["const enumDescriptor = enumType.toDescriptor('proto3');", ''],
    ['enumDescriptor.$type.toObject(enumDescriptor, descriptorOptions)', '{}'],
  ],
};

/**
 * Removes the statements of `describing` from the source of the package.
 * @throws an error if the source lacks one of the statements, because the package has changed
 */
function omitDescribing(source: string): string {
  return describing.omitted.reduce((text, [statement, replacement]) => {
    if (!text.includes(statement)) throw new Error(`proto-loader has changed: ${statement}`);
    return text.replace(statement, () => replacement);
  }, source);
}

/**
 * Omits the parts of the Google clients that no function calls. Without this, these parts would be
 * a fifth of a bundle.
 */
export const omitUnusedClients: Plugin = {
  name: 'omit-unused-clients',
  setup(build) {
    for (const { filter, contents } of unused)
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    build.onLoad({ filter: describing.filter }, ({ path }) => ({
      contents: omitDescribing(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};
