/** A difference from the manifest, and the change that removes it. */
export type Change = {
  readonly kind: 'create' | 'change' | 'remove';
  /** The resource, such as `key customers`. */
  readonly of: string;
  /** The difference in words. It may be missing if the whole resource is created or removed. */
  readonly difference?: string;
  /** The `gcloud` command that makes the change, if there is one. */
  readonly command?: string;
  carryOut(): Promise<void>;
};

/** A difference that only a person can remove, for example because data would be lost or moved. */
export type Refusal = {
  readonly kind: 'refused';
  readonly of: string;
  readonly difference: string;
  /** What a person must do. */
  readonly fix: string;
};

/** A resource or step that cannot be planned yet. `difference` says what it waits for. */
export type Waiting = {
  readonly kind: 'waits';
  readonly of: string;
  readonly difference: string;
};

export type Planned = Change | Refusal | Waiting;

/**
 * A part of the provisioning. Steps run in their order, because later steps need the results of
 * earlier ones.
 */
export type Step = {
  readonly title: string;
  /** Set if the step needs deployed functions. Then it waits for the first deployment. */
  readonly followsDeployment?: true;
  /**
   * Reads the present state and plans changes. An empty result means that there is no difference
   * from the manifest. Changes nothing.
   */
  plan(): Promise<readonly Planned[]>;
};

/** The part of a plan that comes from one step. */
export type PlannedStep = { readonly title: string; readonly planned: readonly Planned[] };
