import { flowerDialogues } from './flower-dialogues.ts';
import { municipalDialogues } from './municipal-dialogues.ts';
import type { Dialogue } from './write-dialogue.ts';

export interface DemoTenant {
  id: string;
  /** The email of the first owner. */
  owner: string;
  conversations: number;
  customers: number;
  /**
   * The number of active customers. Any customer may appear in chat messages and raffles. In the
   * other categories, except `customers`, only active customers appear. Some of their records need
   * more bcrypt hashes, for example of phone numbers.
   */
  active: number;
  /**
   * Decides which values are stored for customers: a flower shop and a utility store different
   * values.
   */
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
