/**
 * The trace of a request as a log field. In this form Cloud Logging can show a line together with
 * its request (https://cloud.google.com/run/docs/logging#correlate-logs). If the header of Cloud
 * Trace has another form, there is no field, because the header could be any text of the caller.
 */
export function traceOf(
  project: string | undefined,
  header: string | undefined,
): { readonly [field: string]: string } {
  const id = /^([0-9a-f]{32})(?:\/|$)/.exec(header ?? '')?.[1];
  if (project === undefined || id === undefined) return {};
  return { 'logging.googleapis.com/trace': `projects/${project}/traces/${id}` };
}
