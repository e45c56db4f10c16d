/** A person who can sign in at the local provider. */
export interface LocalPerson {
  email: string;
  name: string;
  /** What the page says about them. */
  about: string;
  /** False for a person whose address the provider has not verified. */
  verified?: boolean;
}
