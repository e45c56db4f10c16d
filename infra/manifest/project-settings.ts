/**
 * An operator's settings of a project. They stand in the same file as the variables of functions.
 */
export const projectSettings = {
  CERTIFICATE: {
    meaning:
      'name of a certificate of one’s own in Certificate Manager, in the region of the functions; without it Google issues and renews one for the host of `CONSOLE_URL`',
  },
  ALERT_CHANNELS: {
    meaning:
      'whom alerts reach, separated by commas: email addresses, or names of notification channels that exist (`projects/…/notificationChannels/…`); without it alerts are seen in the console of Google Cloud alone',
  },
} as const satisfies { readonly [name: string]: { readonly meaning: string } };
