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
   * The number of customers who also appear in the other categories. Each needs a bcrypt hash in
   * each category.
   */
  active: number;
  /** Decides which values customers have: a flower shop stores other values than a utility. */
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
