/** A reason against a deployment, and how to remove it. */
export type Finding = { readonly of: string; readonly problem: string; readonly fix: string };
