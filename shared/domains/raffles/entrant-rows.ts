import { createHash } from 'node:crypto';
import { idBytes } from '#shared/vault/open/records/id-cipher.ts';
import { entrantLine } from './verification/draw-format.ts';

/**
 * The bytes of one entrant: its token, and the row number of the first entrant of the same person.
 */
export const rowBytes = idBytes + 4;

/**
 * The entrants of a draw in their stored form, sorted by their tokens. Each entry in the raffle is
 * one entrant, so a person may have several entrants.
 */
export type EntrantRows = Uint8Array;

/** The number of entrants. */
export function countOf(rows: EntrantRows): number {
  return rows.length / rowBytes;
}

/** The token of a row. */
export function tokenAt(rows: EntrantRows, row: number): Buffer {
  return Buffer.from(rows.buffer, rows.byteOffset + row * rowBytes, idBytes);
}

/** The token of a row as text: 32 hexadecimal digits. */
export function entrantAt(rows: EntrantRows, row: number): string {
  return tokenAt(rows, row).toString('hex');
}

/** Returns the number of the row with the first entrant of the same person. */
export function firstAt(rows: EntrantRows, row: number): number {
  return Buffer.from(rows.buffer, rows.byteOffset, rows.length).readUInt32BE(
    row * rowBytes + idBytes,
  );
}

/** The lines of a draw file for some rows. Each ends with a line feed. */
export function linesOf(rows: EntrantRows, from: number, until: number): string {
  let lines = '';
  for (let row = from; row < until; row += 1) {
    const entrant = entrantAt(rows, row);
    const first = firstAt(rows, row);
    lines += `${entrantLine(entrant, first === row ? entrant : entrantAt(rows, first))}\n`;
  }
  return lines;
}

/** The SHA-256 of all lines, in hex. */
export function hashOf(rows: EntrantRows): string {
  const hash = createHash('sha256');
  const count = countOf(rows);
  for (let from = 0; from < count; from += 1_000)
    hash.update(linesOf(rows, from, Math.min(count, from + 1_000)), 'utf8');
  return hash.digest('hex');
}

/**
 * Collects entrants in any order. It needs 20 bytes of memory for each entrant, and 44 bytes while
 * the entrants are sorted.
 */
export function createEntrantRows() {
  let rows = Buffer.alloc(1_000 * rowBytes);
  let count = 0;

  function sorted(): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, row) => row);
    return order.toSorted((one, other) => {
      const [a, b] = [one * rowBytes, other * rowBytes];
      return rows.compare(rows, b, b + idBytes, a, a + idBytes);
    });
  }

  return {
    /** @param person a number that is the same for all entrants of one person */
    add(token: Uint8Array, person: number): void {
      if ((count + 1) * rowBytes > rows.length)
        rows = Buffer.concat([rows, Buffer.alloc(rows.length)]);
      rows.set(token, count * rowBytes);
      rows.writeUInt32BE(person, count * rowBytes + idBytes);
      count += 1;
    },
    /** All entrants in the order of their tokens. */
    toRows(): EntrantRows {
      const whole = Buffer.alloc(count * rowBytes);
      const firsts = new Map<number, number>();
      for (const [row, from] of sorted().entries()) {
        const person = rows.readUInt32BE(from * rowBytes + idBytes);
        const first = firsts.get(person) ?? row;
        if (first === row) firsts.set(person, row);
        rows.copy(whole, row * rowBytes, from * rowBytes, from * rowBytes + idBytes);
        whole.writeUInt32BE(first, row * rowBytes + idBytes);
      }
      return whole;
    },
  };
}
