import { isIP } from 'node:net';

/**
 * The target of a request whose URL was checked. The IP addresses of the host are checked later.
 */
export type Target = { readonly url: URL; readonly hostname: string };

/** The maximum number of characters of a URL. */
export const urlCharactersMax = 2_048;

/**
 * The ports at which systems usually serve HTTPS. Other ports may belong to mail servers or
 * databases.
 */
const ports: ReadonlySet<string> = new Set(['', '8443']);

/**
 * The last parts of names that belong to no public host: names of private networks, and reserved
 * names (RFC 6761, 6762, 7686, 8375, 9476 and common use).
 */
const privateEndings: ReadonlySet<string> = new Set([
  'alt',
  'arpa',
  'corp',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'onion',
  'private',
  'test',
]);

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

function isPublicName(hostname: string): boolean {
  const labels = hostname.split('.');
  const ending = labels.at(-1) ?? '';
  return (
    hostname.length <= 253 &&
    labels.length >= 2 &&
    labels.every((each) => label.test(each)) &&
    // Some parsers read a name as an IP address if its last part is a number. So the last part must
    // contain a letter.
    /[a-z]/.test(ending) &&
    !privateEndings.has(ending)
  );
}

/** Names of this machine, which only the local stack may call. */
const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

/**
 * Reads the URL of a tenant's system. The URL must have the scheme https, a public host name, and
 * port 443 or 8443. It must not contain credentials or a fragment. An IP address instead of a name
 * is refused in every spelling: the URL parser first converts it to the usual spelling.
 * @param allowsLoopback true only in the local stack: it permits `127.0.0.1` and `localhost`, at
 * any port and by http
 * @returns undefined if the URL is refused
 */
export function readTarget(text: string, allowsLoopback: boolean): Target | undefined {
  // The parser would remove line breaks and tabs, and replace backslashes with slashes. So a URL
  // with such characters is refused before it is parsed.
  if (text.length > urlCharactersMax || !/^[\x21-\x5b\x5d-\x7e]+$/.test(text)) return undefined;
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { hostname, protocol, username, password, port } = url;
  if (text.includes('#') || `${username}${password}` !== '') return undefined;
  // The parsed URL does not show an empty user name, so the text is checked too.
  if (/^https?:\/\/[^/?]*@/i.test(text)) return undefined;
  if (allowsLoopback && loopbackNames.has(hostname)) return { url, hostname };
  if (protocol !== 'https:' || isIP(hostname) !== 0 || !isPublicName(hostname)) return undefined;
  // In the local stack every port is permitted, even for a public host name, because the receivers
  // in tests use any free port.
  return allowsLoopback || ports.has(port) ? { url, hostname } : undefined;
}
