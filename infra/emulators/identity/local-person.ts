/** Somebody who can sign in at the local provider. */
export interface LocalPerson {
  email: string;
  name: string;
  /** What the page says of them. */
  about: string;
  /** False for somebody whose address the provider has not verified. */
  verified?: boolean;
}
