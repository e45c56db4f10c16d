/** A day of these centuries (ISO 8601, calendar date, extended format). */
const isoDay = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * A value that could be a phone number: 7 to 15 digits alone, or with separators. No number has more of them (ITU-T
 * E.164, section 6), so that UUIDs and trace ids pass that happen to hold no letter; nor is a date one.
 */
export function isPhoneLike(text: string): boolean {
  if (!/^[\d .:_()/+-]+$/.test(text) || isoDay.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}
