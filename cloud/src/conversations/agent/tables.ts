import type { AgentResult } from '@larder/contracts/agent-console'

export interface AgentTables {
  /** What the agent who left last says came of it. */
  conversationResult: { conversation: string; agent: string; result: AgentResult; atMs: number }
}
