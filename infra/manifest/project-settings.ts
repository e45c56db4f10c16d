/**
 * The operator's settings for the provisioning. No function reads them. The operator writes them
 * into the same file as the environment variables of the functions.
 */
export const projectSettings = {
  CERTIFICATE: {
    meaning:
      'the name of your own certificate in Certificate Manager, in the region of the functions. Without it Google issues and renews a certificate for the host of `CONSOLE_URL`',
  },
  ALERT_CHANNELS: {
    meaning:
      'the receivers of alerts, separated by commas: email addresses, or names of existing notification channels (`projects/…/notificationChannels/…`). Without it only the console of Google Cloud shows alerts',
  },
} as const satisfies { readonly [name: string]: { readonly meaning: string } };
