import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type Logger, pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { createManagerApp } from './app.ts';
import { buildConsole } from './build-console.ts';
import { pagePaths } from './console/shell/page-paths.ts';
import type { ConsoleFiles } from './console-files.ts';
import type { LocalPlaces } from './render-page.ts';

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const personal = 'anna.muster@example.org';

let files: ConsoleFiles;
beforeAll(async () => {
  files = await buildConsole();
});

function appDeps(logger: Logger = pino({ level: 'silent' })) {
  return { logger, monotonic: () => 0, newRequestId: () => 'request-1' };
}

function createConsoleApp(local: LocalPlaces = {}, logger?: Logger) {
  return createManagerApp({ ...appDeps(logger), local, console: () => files });
}

/** Returns every URL to which the page refers. */
async function listReferences(): Promise<string[]> {
  const page = await (await createConsoleApp().request('/')).text();
  return [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '');
}

describe('the function', () => {
  it('answers the health check', async () => {
    expect(await (await createConsoleApp().request('/health')).json()).toEqual({ status: 'ok' });
  });

  it.each(['/assets/main.js', '/index.html', '/unknown'])('answers 404 at %s', async (path) => {
    const response = await createConsoleApp().request(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'route-unknown' });
  });
});

describe('the page', () => {
  it('has a policy that allows images in data: URLs, and otherwise only scripts, styles, images and requests of its own origin', async () => {
    const response = await createConsoleApp().request('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  });

  it.each(Object.values(pagePaths))('is the same document for %s', async (path) => {
    const texts = await Promise.all(
      [path, '/'].map(async (each) => (await createConsoleApp().request(each)).text()),
    );
    expect(texts[0]).toBe(texts[1]);
  });

  it('is not cached', async () => {
    const response = await createConsoleApp().request('/');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('contains no inline script, style or event handler, because its content security policy would block them', async () => {
    const page = await (await createConsoleApp().request('/')).text();
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/i);
    expect(page.match(/<script[^>]*>[^<]*/g)).toEqual([
      `<script type="module" src="/assets/${files.script}">`,
    ]);
  });

  it('refers only to its own files, and each of them is served', async () => {
    const references = await listReferences();
    expect(references.length).toBe(3);
    for (const address of references) {
      expect(address).toMatch(/^\/assets\/[\w-]+-[A-Z0-9]{8}\.(?:js|css|svg)$/);
      expect((await createConsoleApp().request(address)).status).toBe(200);
    }
  });

  it('gives the base address of the API to the script', async () => {
    const page = await (await createConsoleApp({ apiBase: '/_local/as/demo' }).request('/')).text();
    expect(page).toContain('data-api-base="/_local/as/demo"');
  });

  it('escapes the base address of the API', async () => {
    const page = await (await createConsoleApp({ apiBase: '"><script>' }).request('/')).text();
    expect(page).toContain('data-api-base="&quot;&gt;&lt;script&gt;"');
  });

  it('repeats no personal value of the request in the answer or in the log', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const app = createConsoleApp({}, pino({}, stream));
    const headers = { cookie: `who=${personal}`, referer: `https://x/?${personal}` };
    for (const path of [`/?email=${personal}`, `/assets/${personal}`, `/${personal}`]) {
      const response = await app.request(path, { headers });
      const answer = [await response.text(), ...[...response.headers].flat()].join('\n');
      expect(answer).not.toContain(personal);
    }
    expect(lines.length).toBe(3);
    expect(lines.join('\n')).not.toContain(personal);
  });
});

describe('the assets', () => {
  it('may be cached for a year, because their names change with their content', async () => {
    for (const name of files.assets.keys()) {
      const response = await createConsoleApp().request(`/assets/${name}`);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    }
  });

  it('have the content types that browsers require', async () => {
    const app = createConsoleApp();
    const typeOf = async (name: string) =>
      (await app.request(`/assets/${name}`)).headers.get('content-type');
    expect(await typeOf(files.script)).toBe('text/javascript; charset=utf-8');
    expect(await typeOf(files.style)).toBe('text/css; charset=utf-8');
    expect(await typeOf(files.icon)).toBe('image/svg+xml');
  });

  it('that do not exist give 404, and this answer is not cached', async () => {
    const response = await createConsoleApp().request('/assets/main-00000000.js');
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('are small when compressed: the first load, without any page, is less than 150 kB, and the chart less than 90 kB', () => {
    const sizeOf = (name: string) => gzipSync(files.assets.get(name)?.body ?? '').length;
    const names = [...files.assets.keys()];
    const pages = names.filter((name) => /-page-\w+\.js$/.test(name));
    expect(pages.length).toBeGreaterThan(2);
    const first = [...listStaticImports(files.script)];
    expect(first.filter((name) => pages.includes(name) || name.startsWith('draw-'))).toEqual([]);
    const chart = names.filter((name) => name.startsWith('draw-chart-'));
    expect(chart.map(sizeOf)).toEqual([expect.any(Number)]);
    expect(sizeOf(chart[0] ?? '')).toBeLessThan(90_000);
    const firstLoad = [...first, files.style].map(sizeOf);
    expect(firstLoad.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  });
});

/** Returns a script and all scripts that it loads before it runs. */
function listStaticImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = new TextDecoder().decode(files.assets.get(name)?.body);
  for (const [, next] of text.matchAll(/(?:from|import)"\.\/([^"]+)"/g))
    if (next !== undefined) listStaticImports(next, found);
  return found;
}

describe('the page on which a person sees their own data', () => {
  it('has the policy of the console and obeys it, and the function serves all its files', async () => {
    const app = createConsoleApp();
    const response = await app.request('/my-data');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const page = await response.text();
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/i);
    const assets = [...page.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => path ?? '');
    expect(assets).toEqual([`/assets/${files.ownStyle}`, `/assets/${files.ownScript}`]);
    for (const path of assets) expect((await app.request(path)).status).toBe(200);
  });
});
