import type { Category } from '#shared/categories/define-category.ts';
import { categoryExamples } from './category-examples.ts';
import { componentName } from './category-schemas.ts';
import { type Answer, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });

const csvRules =
  'streamed as RFC 4180 with a header and a byte order mark. An apostrophe is added before each formula at the beginning of a value. Spreadsheets may split a value at a comma, semicolon, tab, bar or line break, so a formula after one of these characters gets an apostrophe too. In a JSON value, the first character of a formula is written as its escape. With `format=raw`, values are unchanged, and there is no byte order mark.';

/** Describes an export as CSV. */
export function csvDescription(what: string): string {
  return `${what}, ${csvRules}`;
}

/** The note that follows the description of a category's export. */
export function exportNoteOf(category: Category): string {
  const note = categoryExamples[category.id]?.exportNote;
  return note === undefined ? '' : ` ${note}`;
}

/** A file in CSV. */
export const csvAnswer: Answer = {
  description: 'The export.',
  headers: { 'Content-Disposition': headerRef('Content-Disposition') },
  content: { 'text/csv': { schema: { type: 'string' } } },
};

/** The operation `POST …/export` of a list. */
export function archiveOperation(
  operation: Pick<RouteDraft['operation'], 'operationId' | 'summary' | 'tags' | 'scope'>,
  what: string,
  options = 'ExportOptions',
): RouteDraft['operation'] {
  return {
    ...operation,
    description: `${what} as a CSV in a ZIP archive, streamed. \`format\` and \`separator\` have the same meaning as for the export as CSV. With a password the archive is encrypted with AES-256 (WinZip AE-2, which 7-Zip and WinZip open). WinZip AES uses only 1,000 rounds of PBKDF2, so a password under 16 characters is refused. Use a random password. The headers give the approximate numbers of rows and bytes, so that the client can show the progress. Mayfly does not store the password. Without the password nobody can open the archive.`,
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

/** `POST /export` at a category's path. */
export function exportArchiveOperation(category: Category): RouteDraft {
  const operation = archiveOperation(
    {
      operationId: `export${componentName(category)}Archive`,
      summary: 'Export as an archive',
      tags: [category.title.en],
      scope: `${category.id}:export`,
    },
    'All live records, newest first, or those that a list with the same filters shows,',
    `${componentName(category)}Export`,
  );
  const description = `${operation.description}${exportNoteOf(category)}`;
  const path = `/v1/${category.path}/export`;
  return { method: 'post', path, operation: { ...operation, description } };
}
