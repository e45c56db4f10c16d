/**
 * The trace that a request belongs to, under the name and in the form by which Cloud Logging shows a line beside its
 * request (https://cloud.google.com/run/docs/logging#correlate-logs): a field for the log, or none when the header of
 * Cloud Trace has not its form. Nothing of another form is repeated: it would be the caller's text.
 */
export function traceOf(
  project: string | undefined,
  header: string | undefined,
): { readonly [field: string]: string } {
  const id = /^([0-9a-f]{32})(?:\/|$)/.exec(header ?? '')?.[1];
  if (project === undefined || id === undefined) return {};
  return { 'logging.googleapis.com/trace': `projects/${project}/traces/${id}` };
}
