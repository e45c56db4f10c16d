import fc from 'fast-check';
import { canary } from './canary.ts';

/** Returns the UTF-8 of a text, with one character for each byte. */
export const latin1 = (text: string) => Buffer.from(text).toString('latin1');

/** Generates first lines of requests. Each line is invalid or unusual, or names another target. */
export const oddLines = (path: string) =>
  fc.constantFrom(
    `GET ${path}`,
    `get ${path} HTTP/1.1`,
    `${canary} ${path} HTTP/1.1`,
    `GET  ${path} HTTP/1.1`,

    `GET ${path} HTTP/0.9`,
    `GET ${path} HTTP/2.0`,
    `GET ${path} ${canary}`,
    `GET ${canary} HTTP/1.1`,

    `GET http://${canary}.example${path} HTTP/1.1`,
    'OPTIONS * HTTP/1.1',
    `CONNECT ${canary}:1 HTTP/1.1`,

    `GET //${canary}${path} HTTP/1.1`,
    `GET ${path}#${canary} HTTP/1.1`,
    `GET ${path}?${canary}\0 HTTP/1.1`,

    `GET ${path}/${latin1('Köln🍀')}${canary} HTTP/1.1`,
    `GET ${path}/\xff\xfe HTTP/1.1`,
    'GET  HTTP/1.1',

    `GET ${path}/${'a'.repeat(20_000)} HTTP/1.1`,
    `GET \\${canary} HTTP/1.1`,
    'GET http:// HTTP/1.1',

    `TRACE ${path} HTTP/1.1`,
    `PRI * HTTP/2.0`,
    `GET ${path} HTTP/1.0`,
    `GET [::1]:${canary} HTTP/1.1`,
  );

/** Header lines that are invalid, unusual or too large. */
export const oddHeaderLines = fc.constantFrom(
  canary,
  `${canary} : x`,
  ` ${canary}: folded`,
  `X: ${canary}\0`,
  `X: a\rY: ${canary}`,
  `: ${canary}`,

  `X: ${latin1('Grüße🍀')} ${canary}`,
  `X: \xff\xfe${canary}`,
  `X: ${canary.repeat(2_000)}`,
  'Host: other',

  `Host: ${canary} x`,
  'Host:',
  `Host: ${canary}/../@[`,
  `Connection: ${canary}`,
  'Connection: close',

  'Expect: 100-continue',
  `Expect: ${canary}`,
  'Upgrade: websocket',
  'Upgrade: h2c',
  `Cookie: ${canary}`,
  `Authorization: Bearer ${canary}`,
  `X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http`,

  `Sec-WebSocket-Key: ${canary}`,
  `Range: ${canary}`,
  `If-None-Match: ${canary}\tx`,
  'X\n: y',
);
