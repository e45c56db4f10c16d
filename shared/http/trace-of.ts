/**
 * The trace of a request as a log field, in the form that lets Cloud Logging show a line beside its
 * request (https://cloud.google.com/run/docs/logging#correlate-logs). No field if the header of
 * Cloud Trace has another form, because it would be the caller's own text.
 */
export function traceOf(
  project: string | undefined,
  header: string | undefined,
): { readonly [field: string]: string } {
  const id = /^([0-9a-f]{32})(?:\/|$)/.exec(header ?? '')?.[1];
  if (project === undefined || id === undefined) return {};
  return { 'logging.googleapis.com/trace': `projects/${project}/traces/${id}` };
}
