import { connectTools } from '../../provision/connect-tools.ts';
import { localServices } from '../../provision/local-services.ts';
import { type Command, CommandFailed, flag } from './command.ts';
import { requireFlags } from './listed-things.ts';

const group = 'kms keys versions get-public-key';

export function isPublicKeyCommand({ words }: Command): boolean {
  return words.join(' ').startsWith(`${group} `);
}

/** Asks the local KMS server for a public key, as the tool asks Cloud KMS. @returns its PEM */
export async function printPublicKey(command: Command): Promise<string> {
  requireFlags(command, ['location', 'keyring', 'key']);
  const project = flag(command, 'project');
  const ring = `locations/${flag(command, 'location')}/keyRings/${flag(command, 'keyring')}`;
  const version = command.words[group.split(' ').length] ?? '';
  const key = `cryptoKeys/${flag(command, 'key')}/cryptoKeyVersions/${version}`;
  const tools = connectTools(project, localServices());
  try {
    const [found] = await tools.kms.getPublicKey({ name: `projects/${project}/${ring}/${key}` });
    return found.pem ?? '';
  } catch (error) {
    throw new CommandFailed(`ERROR: ${(error as Error).message}`);
  } finally {
    await tools.close();
  }
}
