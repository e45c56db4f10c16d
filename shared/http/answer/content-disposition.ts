/** What reads one way and means another: control characters, and those that turn the direction of text. */
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A download under a file's own name (RFC 6266): a plain name for old clients, the whole one percent-encoded as
 * RFC 8187 says. Whatever the name holds, the value is ASCII and one header.
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
