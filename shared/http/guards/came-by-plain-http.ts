/**
 * Whether a request used plain HTTP on any part of its way. The X-Forwarded-Proto of the load
 * balancer says this. It has one scheme, or a list with one scheme for each part. Any other value
 * than a list of `https` counts as plain HTTP. Without the header there is no load balancer before
 * the function.
 */
export function cameByPlainHttp(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false;
  return forwardedProto.split(',').some((scheme) => scheme.trim().toLowerCase() !== 'https');
}
