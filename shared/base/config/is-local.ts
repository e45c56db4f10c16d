/** Where emulators are, for a process that they serve. */
export type EmulatorHosts = {
  readonly FIRESTORE_EMULATOR_HOST?: string | undefined;
  readonly KMS_EMULATOR_HOST?: string | undefined;
};

/** Whether a process is in the local stack, or in a test: an emulator serves it. */
export function isLocal(config: EmulatorHosts): boolean {
  return (config.FIRESTORE_EMULATOR_HOST ?? config.KMS_EMULATOR_HOST) !== undefined;
}
