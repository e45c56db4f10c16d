import type { Category } from '#shared/categories/define-category.ts';
import { categoryExamples } from './category-examples.ts';
import { componentName } from './category-schemas.ts';
import { type Answer, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });

const csvRules =
  'as CSV (RFC 4180), streamed, with a header and a byte order mark. If a value begins with a formula, an apostrophe is added before the formula. A spreadsheet may split a value at a comma, semicolon, tab, bar or line break. So a formula after one of these characters gets an apostrophe too. In a JSON value, the first character of a formula is written as a JSON escape. With `format=raw`, values are unchanged, and there is no byte order mark.';

/** Describes an export as CSV. `what` names the exported data. */
export function csvDescription(what: string): string {
  return `${what}, ${csvRules}`;
}

/** Returns a category's own note about exports, which follows the description of its export. */
export function exportNoteOf(category: Category): string {
  const note = categoryExamples[category.id]?.exportNote;
  return note === undefined ? '' : ` ${note}`;
}

/** The answer with a CSV file. */
export const csvAnswer: Answer = {
  description: 'The export.',
  headers: { 'Content-Disposition': headerRef('Content-Disposition') },
  content: { 'text/csv': { schema: { type: 'string' } } },
};

/** The operation `POST …/export`, which exports the items of a list as an archive. */
export function archiveOperation(
  operation: Pick<RouteDraft['operation'], 'operationId' | 'summary' | 'tags' | 'scope'>,
  what: string,
  options = 'ExportOptions',
): RouteDraft['operation'] {
  return {
    ...operation,
    description: `${what} as a CSV file in a ZIP archive, streamed. \`format\` and \`separator\` have the same meaning as in the export as CSV. If the request contains a password, the archive is encrypted with AES-256 (WinZip AE-2, which 7-Zip and WinZip can open). Use a random password. It needs at least 16 characters, because WinZip AES uses only 1,000 rounds of PBKDF2. Mayfly does not store the password, and nobody can open the archive without it. Headers give the approximate numbers of rows and bytes, so that the client can show the progress.`,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef(options), 'Encrypted', {
        password: 'Sechzehn Dahlien',
      }),
    },
    responses: {
      '200': {
        description: 'The archive.',
        headers: {
          'Content-Disposition': headerRef('Content-Disposition'),
          'Mayfly-Export-Rows': headerRef('Mayfly-Export-Rows'),
          'Mayfly-Export-Bytes': headerRef('Mayfly-Export-Bytes'),
        },
        content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'keys-unavailable'],
  };
}

/** The operation `POST /export` at a category's path, which exports its records as an archive. */
export function exportArchiveOperation(category: Category): RouteDraft {
  const operation = archiveOperation(
    {
      operationId: `export${componentName(category)}Archive`,
      summary: 'Export as an archive',
      tags: [category.title.en],
      scope: `${category.id}:export`,
    },
    'All live records, or only those that match the filters, newest first,',
    `${componentName(category)}Export`,
  );
  const description = `${operation.description}${exportNoteOf(category)}`;
  const path = `/v1/${category.path}/export`;
  return { method: 'post', path, operation: { ...operation, description } };
}
