/**
 * Whether a request came by plain HTTP on any part of its way, by the X-Forwarded-Proto of the load balancer:
 * one scheme, or a list of those of each part. What is no list of `https` counts as plain; nothing at all means
 * that no load balancer stands in front.
 */
export function cameByPlainHttp(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false;
  return forwardedProto.split(',').some((scheme) => scheme.trim().toLowerCase() !== 'https');
}
