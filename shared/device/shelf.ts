/** Where a value is stored. If the place is `memory`, the value is lost when the page closes. */
export type Place = 'device' | 'memory';

/**
 * Keeps the texts of one tenant, each under a key. They are stored on the device if the browser
 * allows this, and otherwise in memory.
 */
export type Shelf = {
  readonly keys: () => string[];
  readonly read: (key: string) => string | undefined;
  /**
   * Stores a text. If the browser refuses the text, calls `makeRoom`, which should remove entries,
   * and tries once more.
   */
  readonly write: (key: string, text: string, makeRoom: () => void) => Place;
  readonly remove: (key: string) => void;
};

/**
 * Finds the browser's storage. The result is undefined if the browser blocks its storage, as some
 * browsers do in private windows.
 */
function findStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Opens the shelf for keys that begin with `prefix`. Nothing is read or written before a function
 * of the shelf is called. No function throws an error: if the browser refuses a text, the text is
 * kept in memory.
 */
export function openShelf(prefix: string, find: () => Storage | undefined = findStorage): Shelf {
  const memory = new Map<string, string>();

  /**
   * Runs work that uses the storage. Returns `otherwise` if there is no storage, or if the browser
   * refuses the work.
   */
  function onDevice<Result>(work: (storage: Storage) => Result, otherwise: Result): Result {
    try {
      const storage = find();
      return storage === undefined ? otherwise : work(storage);
    } catch {
      return otherwise;
    }
  }

  const attempt = (key: string, text: string) =>
    onDevice((storage) => {
      storage.setItem(key, text);
      return true;
    }, false);

  const remove = (key: string) => {
    memory.delete(key);
    onDevice((storage) => storage.removeItem(key), undefined);
  };

  return {
    keys() {
      const stored = onDevice((storage) => Object.keys(storage), []);
      const own = stored.filter((key) => key.startsWith(prefix));
      return [...new Set([...own, ...memory.keys()])];
    },
    read: (key) =>
      memory.get(key) ?? onDevice((storage) => storage.getItem(key), null) ?? undefined,
    write(key, text, makeRoom) {
      if (!attempt(key, text)) {
        // If the new text is kept only in memory, the former text must not return when the page is
        // loaded again.
        remove(key);
        makeRoom();
        if (!attempt(key, text)) {
          memory.set(key, text);
          return 'memory';
        }
      }
      memory.delete(key);
      return 'device';
    },
    remove,
  };
}
