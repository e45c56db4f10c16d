import type { OpenedFile } from '#shared/domains/variables/open-file.ts';
import { contentDisposition } from './content-disposition.ts';
import { quietStream } from './quiet-stream.ts';
import { untilIdle } from './until-idle.ts';

/**
 * Media types that a browser must not get: types that can run scripts, types that contain several
 * parts, and all texts except plain text and CSV.
 */
const active = /html|script|^multipart\/|^message\/|^text\/(?!plain$|csv$)|(?:[/+]|^)(?:xml|svg)\b/;

/**
 * Sends a stored file as a download. Any user of a form may have sent the file, so a browser must
 * not show it as a page. The answer is an attachment, and browsers must not guess its type. If the
 * file's type matches `active`, the answer gives the type `application/octet-stream` instead. The
 * answer gives the length of the file, so that clients recognise an incomplete download.
 */
export function fileResponse(
  { name, type, bytes, content }: OpenedFile,
  reportError: (error: unknown) => void,
): Response {
  return new Response(untilIdle(quietStream(content, reportError)), {
    headers: {
      'content-type': active.test(type) ? 'application/octet-stream' : type,
      'content-length': String(bytes),
      'content-disposition': contentDisposition(name ?? 'file'),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  });
}
