import type { DescribedFunction } from './described-function.ts';
import { sizes } from './sizes.ts';
import { taskVariables } from './variables.ts';

const task = {
  ingress: 'scheduler',
  categories: [],
  serves: [],
  environment: taskVariables,
  size: sizes.task,
} as const;

/** The functions that only Cloud Scheduler calls. They decrypt nothing, and have nobody to note in the manager log. */
export const taskFunctions = [
  {
    ...task,
    name: 'purge',
    tasks: ['/tasks/purge'],
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes what has expired, and looks whether a data key is still carried.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes the data keys that no record carries any more, and old session keys.',
        },
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes entries of the manager log and seals that have expired.',
        },
        {
          database: 'mayfly-access',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes sessions and their endings that have expired; creates and changes nothing.',
        },
      ],
      keys: [],
      secrets: [],
    },
  },
  {
    ...task,
    name: 'erase',
    tasks: ['/tasks/erase'],
    environment: [...taskVariables, 'SIGNING_KEY_VERSION', 'KMS_EMULATOR_HOST'],
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'list', 'update', 'delete'],
          why: 'Finds what tenants have decided, deletes what they have switched off, brings expiries nearer, and takes the decision out when it is done.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads of a profile whether the decision is the tenant’s, and how long it keeps a category now.',
        },
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'create', 'update'],
          why: 'Notes that the retention of the log was shortened, then brings the expiry of its entries nearer; deletes none.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs that the retention of a log was shortened, so that nobody else can say so.',
        },
        {
          key: 'receipts',
          use: 'verify',
          why: 'Tells what it has noted before from what somebody else has put there.',
        },
      ],
      secrets: [],
    },
  },
  {
    ...task,
    name: 'seal',
    tasks: ['/tasks/seal'],
    environment: [...taskVariables, 'SIGNING_KEY_VERSION', 'KMS_EMULATOR_HOST'],
    grants: {
      databases: [
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'create', 'delete'],
          why: 'Reads what is to be sealed, creates seals, and deletes the markers of sealed hours.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs the seal of an hour; the private key never leaves Cloud KMS.',
        },
        {
          key: 'receipts',
          use: 'verify',
          why: 'Goes by the seals alone that were rightly signed.',
        },
      ],
      secrets: [],
    },
  },
] as const satisfies readonly DescribedFunction[];
