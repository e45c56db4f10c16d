import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { ReadableDocument } from '#shared/processing/documents/document.ts';
import { documentStyle } from '#shared/processing/documents/document-style.ts';
import { renderDocument } from '#shared/processing/documents/render-document.ts';
import type { AppEnv } from '../env.ts';

const styleHash = createHash('sha256').update(documentStyle, 'utf8').digest('base64');

/**
 * A document loads no other file and runs no script. The only allowed style sheet is its own, which
 * the policy names by its hash. The empty icon of the page needs `img-src data:`.
 */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Answers with a document as JSON, or as a page for people. */
export async function documentResponse<T extends object>(
  c: Context<AppEnv>,
  asked: { readonly format: 'json' | 'html' },
  described: T,
  layOut: (described: T) => ReadableDocument,
): Promise<Response> {
  if (asked.format === 'json') return c.json(described);
  c.header('content-security-policy', policy);
  return c.html(await renderDocument(layOut(described)));
}
