import { expect, test, vi } from 'vitest';
import { takeToken } from './take-token.ts';
import { preferredLanguage, texts } from './texts.ts';

const token = `mfs_acme_${'0'.repeat(32)}_${'f'.repeat(64)}`;

function take(hash: string) {
  const replaceState = vi.fn();
  const taken = takeToken({ hash, pathname: '/my-data' }, { replaceState });
  return { taken, replaceState };
}

test('the token is removed from the URL of the page at once', () => {
  const { taken, replaceState } = take(`#token=${token}`);
  expect(taken).toBe(token);
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/my-data');
});

test('any other fragment is removed from the URL too, and is not used as a token', () => {
  for (const hash of ['#token=mf_acme_1', '#token=', '#x', `#token=mfs_${'x'.repeat(300)}`]) {
    const { taken, replaceState } = take(hash);
    expect(taken).toBeUndefined();
    expect(replaceState).toHaveBeenCalledTimes(1);
  }
  expect(take('').replaceState).not.toHaveBeenCalled();
});

test('the page uses the first language of the browser that is German or English, or else English', () => {
  expect(preferredLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(preferredLanguage(['en-US', 'de'])).toBe('en');
  expect(preferredLanguage(['fr'])).toBe('en');
});

test('both languages name the same kinds of data that stay after an erasure', () => {
  expect(Object.keys(texts.de.stays)).toEqual(Object.keys(texts.en.stays));
});
