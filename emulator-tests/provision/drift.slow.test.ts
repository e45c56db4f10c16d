import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeyPolicy, writeKeyPolicy } from '../../infra/provision/policy.ts';
import { createEmptyCloud, jobName, keyName, local, projectId } from './empty-cloud.ts';

/**
 * A time limit in milliseconds. The test fills an empty project with hundreds of `gcloud` commands,
 * and each command is a process of its own.
 */
const manyCommands = 600_000;

let cloud: Awaited<ReturnType<typeof createEmptyCloud>>;
beforeAll(async () => {
  cloud = await createEmptyCloud();
  cloud.deployAll();
  const { code, printed } = await cloud.run('apply');
  if (code !== 0) throw new Error(printed);
  cloud.issueCertificates();
  cloud.storeSecrets();
}, manyCommands);
afterAll(() => cloud.stop());

test('the check reports each planted obstacle to a deployment, and nothing else; for each obstacle it names a remedy', async () => {
  const before = cloud.gcloud.read();
  const good = await cloud.run('check');
  expect(good.printed).toContain('The check found no reason against a deployment.');
  expect(good.code).toBe(0);
  const { indexes, fields } = cloud.admin.state;
  const [id, index] = [...indexes][0] ?? ['', {}];
  indexes.set(id, { ...index, state: 'CREATING' });
  const [ttlName, ttl] = [...fields].find(([, field]) => Boolean(field.ttlConfig)) ?? [];
  fields.set(ttlName ?? '', { ...ttl, ttlConfig: { state: 'NEEDS_REPAIR' } });
  const name = `projects/${projectId}`;
  cloud.gcloud.change(({ functions, policies, secrets, sinks, things }) => {
    for (const secret of Object.values(secrets)) secret.values = 0;
    (things['builds triggers'] ??= {})['global/anywhere'] = { name: 'anywhere' };
    (things['builds triggers'] ??= {})['us-central1/overseas'] = { name: 'overseas' };
    (things['storage buckets'] ??= {})['far'] = { name: 'far', location: 'US' };
    const policy = policies[name] ?? { etag: 'none', bindings: [] };
    const google = 'serviceAccount:1-compute@developer.gserviceaccount.com';
    const wide = [
      { role: 'roles/editor', members: [google] },
      { role: 'roles/datastore.viewer', members: ['allAuthenticatedUsers'] },
    ];
    policies[name] = { ...policy, bindings: [...policy.bindings, ...wide] };
    sinks['away'] = { destination: 'bigquery.googleapis.com/x', filter: '', disabled: false };
    (things['compute forwarding-rules'] ??= {})['global/world'] = { name: 'world' };
    if (functions['chat']) functions['forgotten'] = { ...functions['chat'] };
    const { chat, customers, nlu, purge, seal } = functions;
    if (chat) chat.location = 'europe-west2';
    if (customers) customers.env['LOOKUP_COST'] = '10';
    if (nlu) {
      nlu.env['TRUSTED_PROXIES'] = '0';
      nlu.env['OIDC_ISSUERS'] = JSON.stringify([
        { issuer: 'https://a.example', client_id: 'a', name: 'A' },
        { issuer: 'https://b.example', client_id: 'b', name: 'B' },
      ]);
    }
    if (purge) purge.ingress = 'all';
    if (seal) seal.account = `mayfly-erase@${projectId}.iam.gserviceaccount.com`;
  });
  const early = await cloud.run('check', '--before-deploy');
  expect(early.printed).not.toContain('service customers');
  expect(early.printed).toContain('service chat: it lies in europe-west2');
  const { code, printed } = await cloud.run('check');
  expect(code).toBe(1);
  const found = printed.split('\n').filter((line) => line.startsWith('! '));
  expect(found.map((line) => line.slice(2)).toSorted()).toEqual([
    expect.stringMatching(/^backends: not deployed yet: chat$/),
    'bucket far: it lies in US, outside the European Union',
    'build trigger anywhere: its builds may run anywhere in the world',
    'build trigger overseas: its builds may run in us-central1',
    'forwarding rule world: it receives requests anywhere in the world',
    expect.stringContaining('allAuthenticatedUsers has roles/datastore.viewer'),
    expect.stringContaining('compute@developer.gserviceaccount.com has roles/editor'),
    expect.stringMatching(/^load balancer: not deployed yet: chat$/),
    expect.stringMatching(/^log sink away: .*copies log lines to bigquery.googleapis.com\/x$/),
    expect.stringMatching(/^mayfly: TTL of .*: it is NEEDS_REPAIR$/),
    expect.stringMatching(/^mayfly: index .*: it is CREATING$/),
    'secret oidc-client-secrets: it has no value, so the function that reads it does not start',
    expect.stringContaining('service chat: it lies in europe-west2, outside the European Union'),
    expect.stringMatching(/^service customers: configuration refused: LOOKUP_COST/),
    'service forgotten: the manifest does not contain it',
    expect.stringContaining('service nlu: TRUSTED_PROXIES is 0'),
    expect.stringMatching(/^service nlu: configuration refused: OIDC_ISSUERS: email_domains/),
    expect.stringContaining('service purge: its ingress is all'),
    expect.stringContaining('service seal: it runs as mayfly-erase@'),
  ]);
  expect(printed.split('fix: ')).toHaveLength(found.length + 1);
  indexes.set(id, index);
  fields.set(ttlName ?? '', ttl ?? {});
  cloud.gcloud.change((state) => Object.assign(state, before));
});

test('the plan lists manual changes that contradict the manifest, and the next run reverses them', async () => {
  const { databases: found, fields, indexes, schedules: backups } = cloud.admin.state;
  const [ttl] = [...fields].find(([, field]) => Boolean(field.ttlConfig)) ?? [''];
  fields.delete(ttl);
  indexes.delete([...indexes.keys()][0] ?? '');
  const records = `projects/${projectId}/databases/mayfly`;
  found.set(records, {
    ...found.get(records),
    deleteProtectionState: 'DELETE_PROTECTION_DISABLED',
  });
  backups.set(`${records}/backupSchedules/long`, {
    name: `${records}/backupSchedules/long`,
    dailyRecurrence: {},
    retention: { seconds: 98 * 86_400 },
  });
  const kms = new KeyManagementServiceClient(local(cloud.ports.kms));
  await kms.updateCryptoKey({
    cryptoKey: { name: keyName('customers') },
    updateMask: { paths: [] },
  });
  const scheduler = new CloudSchedulerClient(local(cloud.ports.scheduler));
  const [job] = await scheduler.getJob({ name: jobName('purge') });
  await scheduler.updateJob({
    job: {
      ...job,
      schedule: '0 * * * *',
      httpTarget: {
        ...job.httpTarget,
        oidcToken: { ...job.httpTarget?.oidcToken, audience: 'https://elsewhere.example' },
      },
    },
  });
  await scheduler.pauseJob({ name: jobName('seal') });
  const foreign = {
    role: 'roles/cloudkms.viewer',
    members: ['user:ops@example.org'],
    condition: { title: 'audit', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
  };
  const { etag } = await readKeyPolicy(kms, keyName('customers'));
  await writeKeyPolicy(kms, keyName('customers'), {
    bindings: [foreign],
    etag: Buffer.from(etag ?? ''),
  });
  const member = `serviceAccount:mayfly-chat@${projectId}.iam.gserviceaccount.com`;
  cloud.gcloud.change((state) => {
    const name = `projects/${projectId}`;
    const policy = state.policies[name] ?? { etag: 'none', bindings: [] };
    const person = { role: 'roles/owner', members: ['user:ops@example.org'] };
    const wide = { role: 'roles/datastore.owner', members: [member] };
    state.policies[name] = { ...policy, bindings: [...policy.bindings, person, wide] };
    state.roles['mayfly_entities_get'] = { includedPermissions: ['datastore.entities.delete'] };
    const sink = state.sinks['_Default'];
    if (sink !== undefined) sink.disabled = false;
  });
  const planned = await cloud.run('plan');
  expect(planned.code).toBe(1);
  const signed = planned.printed.split('\n').filter((line) => /^ {2}[+~-] /.test(line));
  expect(signed.map((line) => line.slice(2, 60)).toSorted()).toMatchInlineSnapshot(`
    [
      "+ grants on key customers: give mayfly-customers@demo-prov",
      "+ mayfly: field chat_messages.expires_at: no single-field ",
      "+ mayfly: index chat_messages COLLECTION created_at DESCEN",
      "- backup schedule of mayfly: it keeps backups for 98 days",
      "~ database mayfly: delete_protection_state is DELETE_PROTE",
      "~ grants on the project: take mayfly-chat@demo-provision.i",
      "~ job purge: schedule is 0 * * * * UTC, and the manifest s",
      "~ job seal: it is paused",
      "~ key customers: it rotates only by hand, and the manifest",
      "~ log sink _Default: it copies every line into a bucket th",
      "~ role mayfly_entities_get: it gives datastore.entities.de",
    ]
  `);
  expect((await cloud.run('apply')).code).toBe(0);
  expect((await cloud.run('plan')).printed).toContain('0 to do, 0 refused');
  expect(JSON.stringify(cloud.gcloud.read().policies)).toContain('ops@example.org');
  const { bindings } = await readKeyPolicy(kms, keyName('customers'));
  expect(bindings).toContainEqual(
    expect.objectContaining({ ...foreign, condition: expect.objectContaining(foreign.condition) }),
  );
  expect(JSON.stringify(cloud.gcloud.read().policies)).not.toContain('datastore.owner');
  const [after] = await scheduler.getJob({ name: jobName('purge') });
  expect(after).toMatchObject({ schedule: '*/15 * * * *', state: 'ENABLED' });
  const [key] = await kms.getCryptoKey({ name: keyName('customers') });
  expect(Number(key.rotationPeriod?.seconds)).toBe(90 * 86_400);
  await Promise.all([kms.close(), scheduler.close()]);
});

test('changes that would move or lose data are refused with a reason, and the database stays where it is', async () => {
  const keysName = `projects/${projectId}/databases/mayfly-keys`;
  const { databases: found } = cloud.admin.state;
  found.set(keysName, { ...found.get(keysName), locationId: 'us-east1' });
  cloud.gcloud.change((state) => {
    state.secrets['oidc-client-secrets'] = { locations: [] };
    const heads = state.buckets['mayfly-heads'];
    if (heads !== undefined) heads.retentionDays = 30;
  });
  const applied = await cloud.run('apply');
  expect(applied.code).toBe(1);
  expect(applied.printed).toContain('it lies in us-east1, and the manifest says eur3');
  expect(applied.printed).toContain('any place in the world');
  expect(applied.printed).toContain('is locked');
  expect(found.get(keysName)).toMatchObject({ locationId: 'us-east1' });
  const { secrets, buckets } = cloud.gcloud.read();
  expect(secrets['oidc-client-secrets']?.locations).toEqual([]);
  expect(buckets['mayfly-heads']?.retentionDays).toBe(30);
});
