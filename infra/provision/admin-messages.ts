// Types of the messages of Firestore Admin, with the fields that the provisioning uses. The package
// does not export their types
// (https://cloud.google.com/firestore/docs/reference/rpc/google.firestore.admin.v1).

type Maybe<T> = T | null | undefined;
type Named = { readonly name?: Maybe<string> };
type Seconds = { readonly seconds?: unknown };

export type AdminDatabase = Named & {
  readonly locationId?: Maybe<string>;
  readonly pointInTimeRecoveryEnablement?: unknown;
  readonly deleteProtectionState?: unknown;
};

export type AdminSchedule = Named & {
  readonly retention?: Maybe<Seconds>;
  readonly dailyRecurrence?: Maybe<object>;
};

export type AdminIndexField = {
  readonly fieldPath?: Maybe<string>;
  readonly order?: unknown;
  readonly arrayConfig?: unknown;
};

export type AdminIndex = Named & {
  readonly queryScope?: unknown;
  readonly fields?: Maybe<AdminIndexField[]>;
  /** `CREATING`, `READY` or `NEEDS_REPAIR`. */
  readonly state?: unknown;
};

export type AdminField = Named & {
  readonly indexConfig?: Maybe<{ readonly indexes?: Maybe<AdminIndex[]> }>;
  /** The `state` of the TTL: `CREATING`, `ACTIVE` or `NEEDS_REPAIR`. */
  readonly ttlConfig?: Maybe<{ readonly state?: unknown }>;
};
