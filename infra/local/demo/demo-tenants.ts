import { flowerDialogues } from './flower-dialogues.ts';
import { municipalDialogues } from './municipal-dialogues.ts';
import type { Dialogue } from './write-dialogue.ts';

export interface DemoTenant {
  id: string;
  /** Email of the first owner. */
  owner: string;
  conversations: number;
  customers: number;
  /** How many of them also appear in the other categories; each costs a bcrypt hash in each. */
  active: number;
  /** Decides the values of customers: a flower shop stores other values than a utility. */
  kind: 'shop' | 'utility';
  dialogues: readonly Dialogue[];
}

export const demoTenants: readonly [DemoTenant, DemoTenant] = [
  {
    id: 'blumenhaus',
    owner: 'inhaberin@blumenhaus.example.com',
    conversations: 54,
    customers: 27,
    active: 5,
    kind: 'shop',
    dialogues: flowerDialogues,
  },
  {
    id: 'stadtwerke',
    owner: 'leitung@stadtwerke.example.com',
    conversations: 14,
    customers: 4,
    active: 1,
    kind: 'utility',
    dialogues: municipalDialogues,
  },
];
