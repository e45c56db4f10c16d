import { expect, test } from 'vitest';
import { environmentOf } from '../../deploy/settings.ts';
import { functions, locations, region } from '../../manifest.ts';
import { accountEmail } from '../project.ts';
import { checkServices } from './check-services.ts';

const project = { id: 'demo-mayfly', region, locations };

/** Checks the services that a deployment makes. One of them gets the given values. */
function checkWith(name: string, ingress: string, proxies: string): string[] {
  const services = functions.map((entry) => ({
    name: entry.name,
    location: region,
    ingress: entry.ingress === 'public' ? 'internal-and-cloud-load-balancing' : 'internal',
    account: accountEmail(project, entry.name),
    env: environmentOf(project, '1', entry, { CONSOLE_URL: 'https://mayfly.example.org' }),
  }));
  const changed = services.map((each) =>
    each.name === name
      ? { ...each, ingress, env: { ...each.env, TRUSTED_PROXIES: proxies } }
      : each,
  );
  return checkServices(project, changed).map(({ of, problem }) => `${of}: ${problem}`);
}

test('the check finds no fault in services as a deployment makes them', () => {
  expect(checkWith('chat', 'internal-and-cloud-load-balancing', '1')).toEqual([]);
  expect(checkWith('purge', 'internal', '0')).toEqual([]);
});

test('the check reports a public function that callers reach without the load balancer, even if no proxy is trusted', () => {
  expect(checkWith('chat', 'all', '0')).toEqual([
    expect.stringMatching(/^service chat: its ingress is all, .*without the load balancer/),
    expect.stringMatching(/^service chat: TRUSTED_PROXIES is 0/),
  ]);
  expect(checkWith('chat', 'all', '1')).toEqual([expect.stringContaining('its ingress is all')]);
});

test('the check reports a function of Cloud Scheduler that other callers reach, and a wrong number of proxies', () => {
  expect(checkWith('purge', 'all', '0')).toEqual([
    expect.stringMatching(/^service purge: its ingress is all, .*Cloud Scheduler/),
  ]);
  expect(checkWith('chat', 'internal-and-cloud-load-balancing', '0')).toEqual([
    expect.stringContaining('TRUSTED_PROXIES is 0'),
  ]);
});
