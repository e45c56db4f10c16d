import { describe, expect, test } from 'vitest';
import type { Outcome } from '#shared/outbound/outcome.ts';
import { createSendOutbound, type OutboundRequest } from '#shared/outbound/send-outbound.ts';
import { receiverCertificate } from '#shared/outbound/testing/receiver-certificate.ts';
import {
  type Answer,
  receiverName,
  startReceiver,
} from '#shared/outbound/testing/start-receiver.ts';
import type { EndpointAuth, NamedEndpoint } from '../endpoints/endpoint.ts';
import { createAuthorise } from './authorise.ts';
import { type HandingDeps, handOver } from './hand-over.ts';
import { mapFields } from './map-fields.ts';

const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const now = () => 1_800_000_000_000_000;

function endpointAt(url: string, auth: EndpointAuth = { type: 'none' }): NamedEndpoint {
  return { id: 'crm', changedAt: 1, url, auth, mapping: undefined, signingSecret };
}

/** The client that production uses. But here every host name leads to the local machine. */
const send = createSendOutbound({
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  allowsLoopback: true,
  certificateAuthority: receiverCertificate,
});

function handingWith(sending = send): HandingDeps {
  const authorise = createAuthorise({ send: sending, now });
  const times = { now, monotonic: () => performance.now(), sleep: async () => undefined };
  return { send: sending, authorise, ...times, random: () => 0 };
}

const message = (endpoint: NamedEndpoint, isWaitedFor = () => true) => ({
  tenant: 'acme',
  endpoint,
  messageId: 'msg_1',
  body: '{"a":1}',
  isWaitedFor,
});

/** Answers with these statuses one after the other, and then always with the last status. */
function answering(...statuses: readonly number[]): Answer {
  let at = 0;
  return (response) => {
    response.writeHead(statuses[Math.min(at, statuses.length - 1)] ?? 500).end();
    at += 1;
  };
}

async function handTo(answer: Answer, auth?: EndpointAuth) {
  const { port, received } = await startReceiver(answer);
  const endpoint = endpointAt(`https://${receiverName}:${port}/hook`, auth);
  return { handed: await handOver(handingWith(), message(endpoint)), received };
}

describe('the result of a transfer', () => {
  test.each([
    [[200], 'arrived', 200, 1],
    [[204], 'arrived', 204, 1],
    [[503, 503, 200], 'arrived', 200, 3],
    [[429, 202], 'arrived', 202, 2],
    [[400], 'refused', 400, 1],
    [[404], 'refused', 404, 1],
    [[302], 'refused', 302, 1],
    [[500], 'failed', 500, 3],
    [[429], 'failed', 429, 3],
  ] as const)(
    'after the answers %j of the system is “%s”',
    async (statuses, outcome, status, attempts) => {
      const { handed, received } = await handTo(answering(...statuses));
      expect(handed).toMatchObject({ outcome, status, attempts, reason: null });
      expect(received.length).toBe(attempts);
    },
  );

  test('is “unknown” if a connection ends without an answer, even if a later attempt is refused', async () => {
    let calls = 0;
    const { handed } = await handTo((response) => {
      calls += 1;
      if (calls === 1) response.socket?.destroy();
      else response.writeHead(400).end();
    });
    expect(handed).toMatchObject({ outcome: 'unknown', status: 400, attempts: 2 });
  });

  test('is “failed” after three attempts if the server has no TLS, and after one attempt if the address is forbidden', async () => {
    const { port } = await startReceiver(answering(200), 'http');
    const silent = endpointAt(`https://${receiverName}:${port}/`);
    expect(await handOver(handingWith(), message(silent))).toMatchObject({
      outcome: 'failed',
      reason: 'certificate-refused',
      attempts: 3,
    });
    const forged = endpointAt('https://169.254.169.254/');
    expect(await handOver(handingWith(), message(forged))).toMatchObject({
      outcome: 'failed',
      reason: 'target-refused',
      attempts: 1,
    });
  });
});

test('all attempts have the same id and body, and each is signed', async () => {
  const { received } = await handTo(answering(500));
  expect(received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
  for (const { headers } of received)
    expect(headers).toMatchObject({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1800000000',
      'webhook-signature': expect.stringMatching(/^v1,/),
    });
});

test('no second attempt is made if the caller has gone after the first attempt', async () => {
  const { port, received } = await startReceiver(answering(500));
  const endpoint = endpointAt(`https://${receiverName}:${port}/`);
  const handed = await handOver(
    handingWith(),
    message(endpoint, () => received.length === 0),
  );
  expect([handed.attempts, received.length]).toEqual([1, 1]);
});

test('nothing is sent if the caller has gone before the first attempt, and the result states this reason', async () => {
  const { port, received } = await startReceiver(answering(200));
  const endpoint = endpointAt(`https://${receiverName}:${port}/`);
  const handed = await handOver(
    handingWith(),
    message(endpoint, () => false),
  );
  expect(handed).toMatchObject({
    outcome: 'failed',
    status: null,
    reason: 'caller-gone',
    attempts: 0,
  });
  expect(received).toEqual([]);
});

describe('the header `authorization`', () => {
  test.each([
    [
      { type: 'basic', username: 'mayfly', password: 'pass:word' },
      'Basic bWF5Zmx5OnBhc3M6d29yZA==',
    ],
    [{ type: 'bearer', token: 'abc' }, 'Bearer abc'],
    [{ type: 'none' }, undefined],
  ] as const)('of an endpoint with %j is correct', async (auth, expected) => {
    const { received } = await handTo(answering(200), auth);
    expect(received[0]?.headers['authorization']).toBe(expected);
  });

  /**
   * Makes a sender that answers like two servers: one server gives out access tokens, and the other
   * server accepts data.
   */
  function withTokens(statusOf: (authorization: string | undefined) => number) {
    const asked: OutboundRequest[] = [];
    let given = 0;
    const sending = async (request: OutboundRequest): Promise<Outcome> => {
      asked.push(request);
      const isToken = request.url === 'https://id.example.com/token';
      if (isToken) given += 1;
      const answer = { access_token: `t${given}`, token_type: 'bearer', expires_in: 600 };
      const body = isToken ? Buffer.from(JSON.stringify(answer)) : new Uint8Array();
      const status = isToken ? 200 : statusOf(request.headers['authorization']);
      return { kind: 'answered', status, body, isCut: false };
    };
    return { sending, asked, given: () => given };
  }
  const oauth = {
    type: 'oauth2',
    tokenUrl: 'https://id.example.com/token',
    clientId: 'may fly',
    clientSecret: 'geheim',
    scope: 'write',
  } as const;
  const crm = endpointAt('https://crm.example.com/', oauth);

  test('leaves less time for the request with the data if Mayfly first requests an access token', async () => {
    const { sending, asked } = withTokens(() => 200);
    let milliseconds = 0;
    const slowly = (request: OutboundRequest) => {
      milliseconds += 3_000;
      return sending(request);
    };
    await handOver({ ...handingWith(slowly), monotonic: () => milliseconds }, message(crm));
    expect(asked.map(({ deadlineMs }) => deadlineMs)).toEqual([7_000, 4_000]);
  });

  test('contains an access token, which Mayfly requests once and keeps in memory', async () => {
    const { sending, asked, given } = withTokens(() => 200);
    const deps = handingWith(sending);
    await handOver(deps, message(crm));
    await handOver(deps, message(crm));
    expect(given()).toBe(1);
    expect(asked[0]).toMatchObject({
      body: 'grant_type=client_credentials&scope=write',
      headers: {
        authorization: `Basic ${Buffer.from('may%20fly:geheim').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(asked[2]?.headers['authorization']).toBe('Bearer t1');
  });

  test('contains a new access token if the system refuses the old one', async () => {
    const { sending, given } = withTokens((header) => (header === 'Bearer t1' ? 401 : 200));
    const handed = await handOver(handingWith(sending), message(crm));
    expect(handed).toMatchObject({ outcome: 'arrived', attempts: 2 });
    expect(given()).toBe(2);
  });

  test('needs an access token: if Mayfly gets no access token, it sends no data to the system', async () => {
    const asked: string[] = [];
    const sending = async ({ url }: OutboundRequest): Promise<Outcome> => {
      asked.push(url);
      return { kind: 'answered', status: 400, body: new Uint8Array(), isCut: false };
    };
    const handed = await handOver(handingWith(sending), message(crm));
    expect(handed).toMatchObject({ outcome: 'failed', reason: 'authorisation-refused' });
    expect(new Set(asked)).toEqual(new Set([oauth.tokenUrl]));
  });
});

test('the mapping decides into which field each variable is written, and a variable named `__proto__` changes no prototype', () => {
  const mapping = { vorname: 'contact.first', ort: 'contact.address.city', __proto__x: 'p' };
  const values = [
    ['vorname', 'Jürgen'],
    ['ort', null],
    ['__proto__', { polluted: true }],
    ['constructor', 1],
  ] as const;
  expect(JSON.parse(JSON.stringify(mapFields(mapping, values)))).toEqual({
    contact: { first: 'Jürgen', address: { city: null } },
  });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
