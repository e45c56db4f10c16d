import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import type { Thing } from '../../emulators/gcloud/gcloud-state.ts';
import { locations, region } from '../../manifest.ts';
import { afterDeployment } from '../after-deployment.ts';
import { applyProject, countPlan, planProject, renderPlan } from '../plan-project.ts';
import type { Settings } from '../read-settings.ts';
import { deployedAddresses } from '../steps/schedule-jobs.ts';
import { balanceLoad } from './balance-load.ts';
import { certifyHost } from './certify-host.ts';
import { makeNetwork } from './make-network.ts';
import { proveHost } from './prove-host.ts';
import { balancedFunctions, reachFunctions } from './reach-functions.ts';

const project = { id: 'demo-mayfly', region, locations };
const host = 'mayfly.example.org';
const tellNothing = () => {};

/** Creates a project in memory with deployed functions, and the steps for its load balancer. */
function createBalanced(deployed: readonly string[] = balancedFunctions) {
  const { state, gcloud, changes } = createGcloudInMemory(project.id);
  for (const name of deployed)
    state.functions[name] = { revisions: {}, location: region, ingress: '', account: '', env: {} };
  const addresses = () => deployedAddresses(gcloud, project);
  const stepsWith = (settings: Settings) => [
    makeNetwork(gcloud, project),
    certifyHost(gcloud, project, settings),
    proveHost(gcloud, project, settings),
    afterDeployment(addresses, balancedFunctions, reachFunctions(gcloud, project)),
    afterDeployment(addresses, balancedFunctions, balanceLoad(gcloud, project, settings)),
  ];
  const usual: Settings = { CONSOLE_URL: `https://${host}` };
  const apply = (settings = usual) => applyProject(stepsWith(settings), tellNothing);
  const plan = (settings = usual) => planProject(stepsWith(settings), tellNothing);
  const all = (group: string) => (state.things[group] ??= {});
  return {
    state,
    changes,
    apply,
    plan,
    told: async (settings = usual) =>
      renderPlan(await plan(settings), false).filter((line) => line.startsWith('  ')),
    /** Changes a resource as a person would by hand. Without `values`, deletes the resource. */
    change: (group: string, name: string, values?: Thing) => {
      const key = `${region}/${name}`;
      if (values === undefined) delete all(group)[key];
      else all(group)[key] = { ...all(group)[key], ...values };
    },
    named: (group: string) => Object.values(all(group)).map((thing) => thing.name),
    issue: () => {
      for (const [key, thing] of Object.entries(all('certificate-manager certificates')))
        all('certificate-manager certificates')[key] = {
          ...thing,
          managed: { domains: [host], state: 'ACTIVE' },
        };
    },
  };
}

test('after the functions are deployed, a run creates the whole load balancer, and a second run changes nothing', async () => {
  const { apply, plan, changes, issue, named } = createBalanced();
  await apply();
  issue();
  expect(named('compute forwarding-rules')).toEqual(['mayfly-to-https', 'mayfly']);
  expect(named('compute backend-services')).toEqual(
    balancedFunctions.map((each) => `mayfly-${each}`),
  );
  const before = changes.length;
  await apply();
  expect(changes).toHaveLength(before);
  expect(countPlan(await plan())).toEqual({ changes: 0, refused: 0, waiting: 0 });
});

test('if a run is stopped between two commands, the next run sends only the commands that are still missing', async () => {
  const whole = createBalanced();
  await whole.apply();
  for (let stop = 1; stop < whole.changes.length; stop += 7) {
    const part = createBalanced();
    const push = part.changes.push.bind(part.changes);
    part.changes.push = (args) => {
      if (part.changes.length === stop) throw new Error('killed');
      return push(args);
    };
    // oxlint-disable-next-line no-await-in-loop
    await expect(part.apply()).rejects.toThrow('killed');
    part.changes.push = push;
    // oxlint-disable-next-line no-await-in-loop
    await part.apply();
    expect([...part.changes]).toEqual(whole.changes);
  }
});

test('a run finds changes that somebody made by hand, and corrects them', async () => {
  const { apply, told, change, issue } = createBalanced();
  await apply();
  issue();
  change('compute forwarding-rules', 'mayfly-to-https');
  change('compute backend-services', 'mayfly-nlu', { logConfig: { enable: true } });
  change('compute backend-services', 'mayfly-chat', { backends: [] });
  change('compute ssl-policies', 'mayfly', { minTlsVersion: 'TLS_1_0' });
  change('compute target-https-proxies', 'mayfly', { sslCertificates: ['other'] });
  change('compute url-maps', 'mayfly', { pathMatchers: [] });
  change('compute url-maps', 'mayfly-to-https', { defaultUrlRedirect: { httpsRedirect: false } });
  expect((await told()).toSorted()).toEqual([
    '  + forwarding rule mayfly-to-https',
    '  ~ HTTPS proxy mayfly: sslCertificates is not what the manifest says',
    '  ~ TLS policy mayfly: minTlsVersion is TLS_1_0, and the manifest says TLS_1_2',
    '  ~ URL map mayfly-to-https: defaultUrlRedirect is not what the manifest says',
    '  ~ URL map mayfly: pathMatchers is not what the manifest says',
    '  ~ backend mayfly-nlu: logConfig is not what the manifest says',
    '  ~ endpoint group of backend mayfly-chat: backends is not what the manifest says',
  ]);
  await apply();
  expect(await told()).toEqual([]);
});

test('if a property of a resource is wrong and cannot be updated, a run reports this, and does not change the resource', async () => {
  const { apply, plan, told, change, issue, changes } = createBalanced();
  await apply();
  issue();
  change('compute addresses', 'mayfly', { networkTier: 'PREMIUM' });
  change('compute networks subnets', 'mayfly-proxies', { purpose: 'PRIVATE' });
  change('compute network-endpoint-groups', 'mayfly-chat', { cloudRun: { service: 'nlu' } });
  change('compute forwarding-rules', 'mayfly', { loadBalancingScheme: 'EXTERNAL' });
  const before = changes.length;
  await apply();
  expect(changes).toHaveLength(before);
  expect(countPlan(await plan())).toEqual({ changes: 0, refused: 4, waiting: 0 });
  expect((await told()).filter((line) => line.startsWith('  !'))).toEqual([
    expect.stringContaining('subnet mayfly-proxies: purpose is PRIVATE'),
    expect.stringContaining('address mayfly: networkTier is PREMIUM'),
    expect.stringContaining('endpoint group mayfly-chat: cloudRun is not'),
    expect.stringContaining('forwarding rule mayfly: loadBalancingScheme is EXTERNAL'),
  ]);
});

test('if an address with the same name exists only in another region, the plan creates a new address', async () => {
  const { apply, state, told, issue } = createBalanced();
  await apply();
  issue();
  const addresses = state.things['compute addresses'] ?? {};
  const own = addresses[`${region}/mayfly`];
  delete addresses[`${region}/mayfly`];
  addresses['us-central1/mayfly'] = { ...own, region: 'https://…/regions/us-central1' };
  expect(await told()).toEqual(['  + address mayfly']);
});

test('until every function is deployed, a run creates the address but no backend', async () => {
  const { apply, told, named } = createBalanced(balancedFunctions.slice(1));
  await apply();
  expect(named('compute addresses')).toEqual(['mayfly']);
  expect(named('compute backend-services')).toEqual([]);
  expect(await told()).toContain(`  … load balancer: not deployed yet: ${balancedFunctions[0]}`);
});

test('until the certificate is issued, a run prints the DNS records that are needed', async () => {
  const { apply, told, issue } = createBalanced();
  const left = await apply();
  expect(renderPlan(left, false).join('\n')).toContain(
    `DNS: the certificate is PROVISIONING; set these records: _acme-challenge_x.${host}. CNAME x.authorize.certificatemanager.goog.; ${host}. A 192.0.2.17`,
  );
  issue();
  expect(await told()).toEqual([]);
});

test('if the host changes, a run creates a certificate for the new host, and the proxy uses it', async () => {
  const { apply, told, state } = createBalanced();
  await apply();
  const moved = { CONSOLE_URL: 'https://data.example.org' };
  await apply(moved);
  expect(JSON.stringify(state.things['compute target-https-proxies'])).toContain(
    'certificates/mayfly-data-example-org"',
  );
  expect(await told(moved)).toEqual([expect.stringContaining('DNS: the certificate is')]);
});

test('if the operator names their own certificate, the proxy uses it; if this certificate does not exist, the plan says so', async () => {
  const { apply, told, state } = createBalanced();
  const own = { CONSOLE_URL: `https://${host}`, CERTIFICATE: 'own' };
  expect(await told(own)).toContain(
    `  ! certificate own: CERTIFICATE names it, but it is not in ${region}`,
  );
  const name = `projects/${project.id}/locations/${region}/certificates/own`;
  (state.things['certificate-manager certificates'] ??= {})[`${region}/own`] = { name };
  await apply(own);
  expect(JSON.stringify(state.things['compute target-https-proxies'])).toContain('/own"');
  expect(await told(own)).toEqual([]);
});

test('if the operator names their own certificate, a run prints the DNS record of the address until the load balancer exists', async () => {
  const { apply, told, state } = createBalanced(balancedFunctions.slice(1));
  const own = { CONSOLE_URL: `https://${host}`, CERTIFICATE: 'own' };
  const name = `projects/${project.id}/locations/${region}/certificates/own`;
  (state.things['certificate-manager certificates'] ??= {})[`${region}/own`] = { name };
  expect((await told(own)).join()).not.toContain('DNS');
  (state.things['compute addresses'] ??= {})['us-central1/mayfly'] = {
    name: 'mayfly',
    region: 'https://…/regions/us-central1',
    address: '192.0.2.99',
  };
  const left = renderPlan(await apply(own), false);
  const record = `  … DNS: set this record: ${host}. A 192.0.2.17`;
  expect(left).toContain(record);
  expect(await told(own)).toContain(record);
});

test('without settings, a run knows no host: it creates the other parts, but no certificate and no rule for HTTPS', async () => {
  const { apply, told, named } = createBalanced();
  await apply({});
  expect(named('compute forwarding-rules')).toEqual(['mayfly-to-https']);
  expect(await told({})).toEqual([expect.stringContaining('… certificate: no host is known')]);
});

test('no backend writes request logs, because these would contain addresses of callers', async () => {
  const { apply, state } = createBalanced();
  await apply();
  for (const { logConfig } of Object.values(state.things['compute backend-services'] ?? {}))
    expect(logConfig).toEqual({ enable: false });
});
