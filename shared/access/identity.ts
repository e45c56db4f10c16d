/** A person whom an identity provider has verified. */
export type Identity = {
  /** The address that the provider has verified, in the normalised form for comparisons. */
  readonly email: string;
  /** The provider, by the name that its tokens contain as `iss`. */
  readonly issuer: string;
};

export type Identified = {
  readonly identity: Identity;
};

/**
 * Identifies the person who sent a request, by bearer token or session cookie.
 * @returns undefined when the request has neither of them, or has an API key
 * @throws Problem `token-invalid`, `issuer-unavailable`, `session-ended`, `cross-site-request`
 */
export type Identify = (request: CredentialRequest) => Promise<Identified | undefined>;

/** The parts of a request that can contain a credential. */
export type CredentialRequest = Pick<Request, 'headers' | 'method'>;
