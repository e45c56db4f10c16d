/** Something that must not be deployed, and what somebody has to do about it. */
export type Finding = { readonly of: string; readonly problem: string; readonly fix: string };
