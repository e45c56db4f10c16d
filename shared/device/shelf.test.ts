import { describe, expect, test } from 'vitest';
import { openShelf } from './shelf.ts';

const nothing = () => undefined;

/**
 * Creates a storage for at most `room` texts. It refuses further texts, as the storage of a browser
 * does when it is full.
 */
function createStorage(room: number): Storage {
  const texts: { [key: string]: string } = {};
  const methods = {
    getItem: (key: string) => texts[key] ?? null,
    setItem(key: string, text: string) {
      if (texts[key] === undefined && Object.keys(texts).length >= room)
        throw new DOMException('full', 'QuotaExceededError');
      texts[key] = text;
    },
    removeItem: (key: string) => void delete texts[key],
  };
  return new Proxy(texts, {
    get: (_target, name) => methods[name as keyof typeof methods],
  }) as unknown as Storage;
}

test('a shelf lists only its own keys', () => {
  const storage = createStorage(9);
  storage.setItem('other', 'x');
  const shelf = openShelf('m/', () => storage);
  expect(shelf.write('m/a', '1', nothing)).toBe('device');
  expect(shelf.keys()).toEqual(['m/a']);
});

describe('on a full device', () => {
  test('a text is stored if `makeRoom` deletes another text', () => {
    const storage = createStorage(1);
    const shelf = openShelf('m/', () => storage);
    shelf.write('m/old', '1', nothing);
    expect(shelf.write('m/new', '2', () => shelf.remove('m/old'))).toBe('device');
    expect(shelf.keys()).toEqual(['m/new']);
  });

  test('a text is kept in memory until a later write finds space on the device', () => {
    const storage = createStorage(1);
    storage.setItem('other', 'x');
    const shelf = openShelf('m/', () => storage);
    expect(shelf.write('m/a', '1', nothing)).toBe('memory');
    expect([shelf.read('m/a'), shelf.keys()]).toEqual(['1', ['m/a']]);
    storage.removeItem('other');
    expect(shelf.write('m/a', '2', nothing)).toBe('device');
    expect([shelf.read('m/a'), storage.getItem('m/a')]).toEqual(['2', '2']);
  });

  test('if the device refuses a new text, the old text does not return after a reload', () => {
    const storage = createStorage(1);
    const shelf = openShelf('m/', () => storage);
    shelf.write('m/a', '1', nothing);
    const refusing = new Proxy(storage, {
      get: (target, name) =>
        name === 'setItem'
          ? () => {
              throw new DOMException('full', 'QuotaExceededError');
            }
          : Reflect.get(target, name),
    });
    expect(openShelf('m/', () => refusing).write('m/a', '2', nothing)).toBe('memory');
    expect(openShelf('m/', () => storage).read('m/a')).toBeUndefined();
  });
});

test.each([
  [
    'that the browser blocks',
    () => {
      throw new DOMException('blocked', 'SecurityError');
    },
  ],
  ['that does not exist', () => undefined],
])('with a storage %s, a shelf keeps its texts in memory', (_what, find) => {
  const shelf = openShelf('m/', find);
  expect(shelf.keys()).toEqual([]);
  expect(shelf.write('m/a', '1', nothing)).toBe('memory');
  expect(shelf.read('m/a')).toBe('1');
  shelf.remove('m/a');
  expect(shelf.read('m/a')).toBeUndefined();
});
