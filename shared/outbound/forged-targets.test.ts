import { describe, expect, test } from 'vitest';
import type { ResolvedAddress } from './find-addresses.ts';
import { isPublicAddress } from './public-address.ts';
import { createSendOutbound } from './send-outbound.ts';
import { readTarget } from './target.ts';
import { forgedAddresses, forgedUrls, publicAddresses } from './testing/forged-targets.ts';

const request = { headers: {}, body: '{}', deadlineMs: 2_000, maxAnswerBytes: 100 };
const refused = { kind: 'failed', reason: 'target-refused', mayHaveArrived: false };

/**
 * Makes a client with the rules of production. For every name its resolver returns the given
 * addresses. `asked` returns how often the resolver was called.
 */
function open(addresses: readonly string[]) {
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return addresses.map(
      (address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
    );
  };
  const send = createSendOutbound({ resolve, allowsLoopback: false });
  return { send: (url: string) => send({ ...request, url }), asked: () => asked };
}

test('the lists contain at least forty different forged URLs and forty forged addresses', () => {
  expect(new Set(forgedUrls).size).toBe(forgedUrls.length);
  expect(forgedUrls.length).toBeGreaterThanOrEqual(40);
  expect(forgedAddresses.length).toBeGreaterThanOrEqual(40);
});

test.each(forgedUrls)('the URL «%s» is refused before its name is resolved', async (url) => {
  const { send, asked } = open(['93.184.215.14']);
  expect(await send(url)).toEqual(refused);
  expect(asked()).toBe(0);
});

test.each(forgedAddresses)(
  'a public name with the address «%s» is refused, even if it also has a public address',
  async (address) => {
    expect(await open([address]).send('https://receiver.example.com/')).toEqual(refused);
    const mixed = open(['93.184.215.14', address]);
    expect(await mixed.send('https://receiver.example.com/')).toEqual(refused);
  },
);

test.each(publicAddresses)('the address %s counts as public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test('a name without addresses is refused', async () => {
  expect(await open([]).send('https://receiver.example.com/')).toEqual(refused);
});

describe('a URL is accepted', () => {
  test.each([
    'https://receiver.example.com',
    'https://receiver.example.com/hooks/mayfly?kind=a&b=%20',
    'https://receiver.example.com:443/',
    'https://receiver.example.com:8443/',
    'HTTPS://RECEIVER.EXAMPLE.COM/',
    'https://xn--bcher-kva.example/',
    'https://my_host.example.com/a@b',
  ])('%s', (url) => {
    expect(readTarget(url, false)?.url.protocol).toBe('https:');
  });
});

describe('a URL of this machine', () => {
  test.each(['https://127.0.0.1:8000/', 'http://127.0.0.1:8000/', 'http://localhost:8000/'])(
    '%s is accepted only in the local stack',
    (url) => {
      expect(readTarget(url, false)).toBeUndefined();
      expect(readTarget(url, true)?.url.port).toBe('8000');
    },
  );
});

test.each(['http://receiver.example.com/', 'https://10.0.0.1/', 'https://[::1]/'])(
  'the local stack also refuses %s',
  (url) => {
    expect(readTarget(url, true)).toBeUndefined();
  },
);
