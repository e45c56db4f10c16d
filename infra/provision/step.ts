/** One thing that is not as the manifest says, and what would make it so. */
export type Change = {
  readonly kind: 'create' | 'change' | 'remove';
  /** What it is about, such as `key customers`. */
  readonly of: string;
  /** What is different, in words; undefined where the thing is missing or goes as a whole. */
  readonly difference?: string;
  /** The command that does it, where it is one of `gcloud`. */
  readonly command?: string;
  carryOut(): Promise<void>;
};

/** Something that no command makes right, because data would be lost or moved. */
export type Refusal = {
  readonly kind: 'refused';
  readonly of: string;
  readonly difference: string;
  /** What somebody has to do. */
  readonly fix: string;
};

/** Something that needs what another part of a deployment makes first. */
export type Waiting = {
  readonly kind: 'waits';
  readonly of: string;
  readonly difference: string;
};

export type Planned = Change | Refusal | Waiting;

/** Part of a project. Steps are carried out in their order: later ones need what earlier ones make. */
export type Step = {
  readonly title: string;
  /** Whether it needs the functions, so that it waits for their first deployment. */
  readonly followsDeployment?: true;
  /** Reads what is there. An empty answer says that all is as in the manifest. Changes nothing. */
  plan(): Promise<readonly Planned[]>;
};

/** A step's part of a plan. */
export type PlannedStep = { readonly title: string; readonly planned: readonly Planned[] };
