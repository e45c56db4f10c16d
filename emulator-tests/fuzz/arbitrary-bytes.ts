import fc from 'fast-check';
import { canary } from './canary.ts';
import { latin1, oddHeaderLines, oddLines } from './odd-lines.ts';

/** Bytes for a socket. Each character represents one byte. */
type Bytes = fc.Arbitrary<string>;

const end = '\r\n';

function chunked(body: string, at: readonly number[], extension = ''): string {
  const cuts = [
    0,
    ...at.map((cut) => cut % (body.length + 1)).toSorted((a, b) => a - b),
    body.length,
  ];
  const pieces = cuts.slice(1).map((cut, index) => body.slice(cuts[index], cut));
  const chunks = pieces.filter((piece) => piece !== '');
  const size = (piece: string) => `${piece.length.toString(16)}${extension}`;
  return `${chunks.map((piece) => `${size(piece)}${end}${piece}${end}`).join('')}0${end}${end}`;
}

function headed(line: string, headers: readonly string[], body = ''): string {
  return [line, 'Host: localhost', ...headers, '', body].join(end);
}

/**
 * Generates requests to one path with a JSON body, some valid and some broken. `authorization` is
 * the value of the header Authorization.
 */
export function arbitraryBytes(path: string, authorization: string): Bytes {
  const auth = `Authorization: ${authorization}`;
  const type = 'Content-Type: application/json';
  const json = fc
    .oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({ [canary]: canary, ä: '🍀' }))
    .map((value) => latin1(JSON.stringify(value)));
  const post = (headers: readonly string[], body: string) =>
    headed(`POST ${path} HTTP/1.1`, [auth, type, ...headers], body);
  const length = (body: string) => `Content-Length: ${body.length}`;
  const whole = json.map((body) => post([length(body)], body));
  const list = fc.constant(headed(`GET ${path}?limit=1 HTTP/1.1`, [auth]));
  const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 4 });

  const inChunks = fc
    .tuple(json, cuts, fc.constantFrom('', ';a=b', `;${canary}="${canary}"`))
    .map(([body, at, extension]) =>
      post(['Transfer-Encoding: chunked'], chunked(body, at, extension)),
    );
  const trailers = json.map((body) => {
    const text = chunked(body, []).slice(0, -2);
    return post(['Transfer-Encoding: chunked', 'Trailer: X'], `${text}X: ${canary}${end}${end}`);
  });
  const brokenChunks = fc
    .tuple(
      json,
      fc.constantFrom('zz', '-1', 'ffffffffffffffff', '', ' 5', '5 ', '0x5', '5\n', canary),
    )
    .map(([body, size]) =>
      post(['Transfer-Encoding: chunked'], `${size}${end}${body}${end}0${end}${end}`),
    );
  const lengths = fc.constantFrom<(body: string) => string[]>(
    (body) => [`Content-Length: ${Math.max(0, body.length - 2)}`],
    (body) => [`Content-Length: ${body.length + 7}`],
    (body) => [length(body), length(body)],
    (body) => [length(body), 'Content-Length: 0'],
    (body) => [length(body), 'Transfer-Encoding: chunked'],
    (body) => [`Content-Length: +${body.length}`],
    (body) => [`Content-Length: 000${body.length}`],
    () => ['Content-Length: -1'],
    () => [`Content-Length: ${canary}`],
    () => ['Content-Length: 99999999999999999999'],
    () => ['Content-Length: 8388609'],
    (body) => [`Content-Length : ${body.length}`],
    () => ['Transfer-Encoding: gzip, chunked'],
    () => ['Transfer-Encoding: identity'],
    () => ['Transfer-Encoding: xchunked'],
    () => ['Transfer-Encoding: chunked, chunked'],
    () => [],
  );
  const lying = fc.tuple(json, lengths).map(([body, headers]) => post(headers(body), body));
  const pipelined = fc
    .array(fc.oneof(whole, list, inChunks), { minLength: 2, maxLength: 5 })
    .map((requests) => requests.join(''));
  const smuggled = fc.tuple(whole, lying, list).map((requests) => requests.join(''));

  const oddLine = oddLines(path).map((text) => headed(text, [auth]));
  const oddHeaders = fc
    .tuple(fc.array(oddHeaderLines, { minLength: 1, maxLength: 3 }), json)
    .map(([headers, body]) => post([...headers, length(body)], body));
  const noHost = fc.constant(`GET ${path} HTTP/1.1${end}${auth}${end}${end}`);
  const getWithBody = json.map((body) =>
    headed(`GET ${path} HTTP/1.1`, [auth, length(body)], body),
  );
  const lineFeeds = whole.map((text) => text.replaceAll(end, '\n'));
  const cutShort = fc.tuple(whole, fc.nat()).map(([text, at]) => text.slice(0, at % text.length));
  const other = fc.oneof(
    fc.constantFrom(
      '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
      `PRI * HTTP/2.0${end}${end}SM${end}${end}`,
    ),
    fc
      .uint8Array({ maxLength: 200 })
      .map((bytes) => Buffer.from(bytes).toString('latin1') + canary),
    fc.constantFrom(
      `${end}${end}`,
      canary,
      '\0'.repeat(100),
      `HTTP/1.1 200 OK${end}${end}${canary}`,
    ),
  );
  return fc.oneof(
    whole,
    list,
    inChunks,
    trailers,
    brokenChunks,
    lying,
    lying,
    pipelined,
    smuggled,
    oddLine,
    oddLine,
    oddHeaders,
    oddHeaders,
    noHost,
    getWithBody,
    lineFeeds,
    cutShort,
    other,
  );
}
