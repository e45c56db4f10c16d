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
 * Omits the parts of the Google clients that no function calls. Without this, these parts would be
 * a fifth of a bundle.
 */
export const omitUnusedClients: Plugin = {
  name: 'omit-unused-clients',
  setup(build) {
    for (const { filter, contents } of unused)
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};
