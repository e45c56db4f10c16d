export function toTimestamp(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: Math.round((ms - seconds * 1_000) * 1_000_000) };
}

interface ProtoSeconds {
  seconds?: unknown;
  nanos?: number | null;
}

/** The milliseconds of a protobuf Duration or Timestamp. Undefined if the field was not sent. */
export function fromProtoTime(value: ProtoSeconds | null | undefined): number | undefined {
  if (!value) return undefined;
  return Number(value.seconds ?? 0) * 1_000 + (value.nanos ?? 0) / 1_000_000;
}
