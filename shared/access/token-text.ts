import { createHash, timingSafeEqual } from 'node:crypto';

/** The parts of a token. `id` and `secret` are random, so they reveal nothing about a person. */
export type TokenText = { readonly tenant: string; readonly id: string; readonly secret: string };

/**
 * Writes and reads the texts of one kind of tokens. Each kind has its own `prefix`, with which its
 * texts begin.
 */
export function tokenTexts(prefix: string) {
  const pattern = new RegExp(`^${prefix}_([a-z][a-z0-9-]{1,39})_([0-9a-f]{32})_([0-9a-f]{64})$`);
  return {
    write: ({ tenant, id, secret }: TokenText): string => `${prefix}_${tenant}_${id}_${secret}`,
    /** Returns the parts of a token. Undefined for any other text. */
    read(text: string): TokenText | undefined {
      const [, tenant, id, secret] = pattern.exec(text) ?? [];
      if (tenant === undefined || id === undefined || secret === undefined) return undefined;
      return { tenant, id, secret };
    },
  };
}

/**
 * The hash of a secret, for the database. A secret has 256 random bits, so nobody can find it from
 * its hash, although the hash has no key.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

export function isSecretOf(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(hashSecret(secret), 'hex'));
}
