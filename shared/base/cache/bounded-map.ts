/**
 * A map of at most `size` entries. If an entry is added to a full map, the least recently used
 * entry is dropped.
 */
export class BoundedMap<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #size: number;
  /** The most recently used key. It is already at the end of the map and need not be moved. */
  #latest: K | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    if (key !== this.#latest) this.#moveToEnd(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#moveToEnd(key, value);
    if (this.#entries.size <= this.#size) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }

  #moveToEnd(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#latest = key;
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  deleteWhere(matches: (value: V) => boolean): void {
    for (const [key, value] of this.#entries) if (matches(value)) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }
}
