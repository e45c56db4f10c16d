import { Activity } from '@microsoft/agents-activity';
import {
  AgentApplication,
  BaseAdapter,
  TranscriptLoggerMiddleware,
  TurnContext,
  type TurnState,
} from '@microsoft/agents-hosting';
import {
  type AgentsStore,
  createAgentsStore,
} from '#shared/adapters/agents-storage/create-agents-store.ts';
import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { repeatOnConflict } from '#shared/client/repeat-on-conflict.ts';

const notOffered = async (): Promise<never> => {
  throw new Error('the channel in memory does not offer the called method');
};

/**
 * A channel in memory. It hands activities, such as messages, to an agent, and collects the agent's
 * answers. The Agents SDK has no such channel for tests.
 */
class MemoryChannel extends BaseAdapter {
  readonly sent: Activity[] = [];
  override readonly updateActivity = notOffered;
  override readonly deleteActivity = notOffered;
  override readonly continueConversation = notOffered;
  override readonly uploadAttachment = notOffered;
  override readonly getAttachmentInfo = notOffered;
  override readonly getAttachment = notOffered;

  override async sendActivities(_context: TurnContext, activities: Activity[]) {
    this.sent.push(...activities);
    return activities.map((_each, index) => ({ id: `sent-${this.sent.length}-${index}` }));
  }

  async receive(activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    await this.runMiddleware(new TurnContext(this, activity), logic);
  }
}

type Counted = { turns?: number };
type CountingState = TurnState<Counted, { last?: string }>;

/** A text that a user writes on a channel. */
export type Said = { readonly user: string; readonly conversation: string; readonly text: string };

export const agentKeys = ({ user, conversation }: Pick<Said, 'user' | 'conversation'>) =>
  [`msteams/28:agent/conversations/${conversation}`, `msteams/28:agent/users/${user}`] as const;

/** An agent with its own memory, as if it ran in its own process. */
export type RunningAgent = {
  readonly store: AgentsStore;
  readonly hear: (said: Said) => Promise<void>;
  readonly replies: () => (string | undefined)[];
  /** Waits until the transcript is stored. The Agents SDK itself does not wait for this. */
  readonly settle: () => Promise<void>;
};

/**
 * Starts an agent. The agent counts the turns of a conversation. For each user it remembers the
 * last text that does not begin with `aside`.
 */
export function startAgent(mayfly: MayflyClient): RunningAgent {
  const store = createAgentsStore({
    mayfly,
    toActivity: (stored) => Activity.fromObject(stored),
  });
  const channel = new MemoryChannel();
  channel.onTurnError = async (_context, error) => {
    throw error;
  };
  const logged: Promise<void>[] = [];
  const logActivity = (activity: Activity) => {
    const logging = Promise.resolve(store.transcripts.logActivity(activity));
    logged.push(logging);
    return logging;
  };
  channel.use(store.subjects, new TranscriptLoggerMiddleware({ logActivity }));
  const agent = new AgentApplication<CountingState>({ storage: store.storage });
  agent.onActivity('message', async (context, state) => {
    const { text = '' } = context.activity;
    state.conversation.turns = (state.conversation.turns ?? 0) + 1;
    if (!text.startsWith('aside')) state.user.last = text;
    await context.sendActivity(`turn ${state.conversation.turns}`);
  });
  agent.onTurn('afterTurn', async () => true);
  let activities = 0;
  return {
    store,
    replies: () => channel.sent.map(({ text }) => text),
    settle: async () => void (await Promise.all(logged)),
    async hear({ user, conversation, text }) {
      activities += 1;
      const activity = Activity.fromObject({
        type: 'message',
        id: `heard-${activities}`,
        text,
        channelId: 'msteams',
        from: { id: user, name: 'Kunigunde', role: 'user' },
        recipient: { id: '28:agent', role: 'bot' },
        conversation: { id: conversation },
        serviceUrl: 'https://smba.example.com/',
      });
      await channel.receive(activity, (context) => repeatOnConflict(() => agent.run(context)));
    },
  };
}
