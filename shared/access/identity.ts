/** A person as an identity provider vouches for them. */
export type Identity = {
  /** Verified by the provider, as addresses are compared. */
  readonly email: string;
  /** The provider, as its tokens name it. */
  readonly issuer: string;
};

export type Identified = {
  readonly identity: Identity;
};

/**
 * Finds out which person a request comes from, by bearer token or session cookie.
 * @returns undefined when it carries neither
 * @throws Problem `token-invalid`, `session-…`, `cross-site-request`
 */
export type Identify = (request: CredentialRequest) => Promise<Identified | undefined>;

/** The parts of a request that can hold a credential. */
export type CredentialRequest = Pick<Request, 'headers' | 'method'>;
