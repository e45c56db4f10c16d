/**
 * Whether a request used plain HTTP on any part of its way. The load balancer's X-Forwarded-Proto
 * says so: it has one scheme, or a list with one scheme for each part. Anything except a list of
 * `https` counts as plain. Without the header there is no load balancer before the function.
 */
export function cameByPlainHttp(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false;
  return forwardedProto.split(',').some((scheme) => scheme.trim().toLowerCase() !== 'https');
}
