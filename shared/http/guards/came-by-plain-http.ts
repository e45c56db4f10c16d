/**
 * Whether a request used plain HTTP on any part of its way, by the X-Forwarded-Proto of the load
 * balancer: one scheme, or a list with one for each part. Anything but a list of `https` counts as
 * plain. Without the header no load balancer stands in front.
 */
export function cameByPlainHttp(forwardedProto: string | undefined): boolean {
  if (forwardedProto === undefined) return false;
  return forwardedProto.split(',').some((scheme) => scheme.trim().toLowerCase() !== 'https');
}
