/** The place of a stored value. A value in `memory` is lost when the page closes. */
export type Place = 'device' | 'memory';

/**
 * The texts of one tenant, by key. They are on the device if the browser allows it, otherwise in
 * memory.
 */
export type Shelf = {
  readonly keys: () => string[];
  readonly read: (key: string) => string | undefined;
  /**
   * Stores a text. If the browser refuses the text, the shelf calls `makeRoom`, which should remove
   * entries. Then the shelf tries once more.
   */
  readonly write: (key: string, text: string, makeRoom: () => void) => Place;
  readonly remove: (key: string) => void;
};

/** Finds the browser's storage. Undefined if the browser blocks it, as some private modes do. */
function findStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Opens the shelf for the keys with a prefix. The shelf uses the storage only when one of its
 * functions is called. No call throws an error: a text that the browser refuses is kept in memory.
 */
export function openShelf(prefix: string, find: () => Storage | undefined = findStorage): Shelf {
  const memory = new Map<string, string>();

  /** Runs work on the storage. Returns `otherwise` if the browser refuses. */
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
        // The former value must not return when the page is loaded again.
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
