/**
 * The trace of a request as a field of a log line. With this field Cloud Logging can show the line
 * together with its request (https://cloud.google.com/run/docs/logging#correlate-logs). The field
 * is left out if the project is unknown, or if the header does not have the form that Cloud Trace
 * uses. Such a header could be any text of the caller.
 */
export function traceOf(
  project: string | undefined,
  header: string | undefined,
): { readonly [field: string]: string } {
  const id = /^([0-9a-f]{32})(?:\/|$)/.exec(header ?? '')?.[1];
  if (project === undefined || id === undefined) return {};
  return { 'logging.googleapis.com/trace': `projects/${project}/traces/${id}` };
}
