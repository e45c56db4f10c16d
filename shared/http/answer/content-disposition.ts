/**
 * Characters that can make a name look like another name: control characters, separators of lines,
 * and invisible characters, for example those that change the direction of text.
 */
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Builds the header that gives a download the name of its file (RFC 6266). The header contains a
 * plain name for old clients. It also contains the whole name, percent-encoded as in RFC 8187. Both
 * have `_` in place of slashes and misleading characters. For any well-formed name, the result is
 * ASCII and a single header value.
 */
export function contentDisposition(fileName: string): string {
  const name = fileName.replaceAll(misleading, '_').replaceAll(/[/\\]/g, '_');
  const plain = name.replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const ascii = plain.replaceAll(/[^A-Za-z0-9 ._()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
