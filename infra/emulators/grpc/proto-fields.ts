/** The fields of a message as the handler of an emulator receives them. */
export type ProtoFields<Messages, Name extends keyof Messages> = Messages[Name] extends new (
  properties?: infer Fields,
) => unknown
  ? NonNullable<Fields>
  : never;
