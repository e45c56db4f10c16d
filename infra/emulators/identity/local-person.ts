/** A person who can sign in at the local provider. */
export interface LocalPerson {
  email: string;
  name: string;
  /** The text about the person on the sign-in page. */
  about: string;
  /** False for a person whose email address the provider has not verified. */
  verified?: boolean;
}
