import type { Migration } from 'kysely/migration'
import { agentResults } from './migrations/agent-results.ts'
import { audit } from './migrations/audit.ts'
import { care } from './migrations/care.ts'
import { careDepth } from './migrations/care-depth.ts'
import { chat } from './migrations/chat.ts'
import { compensation } from './migrations/compensation.ts'
import { conversationRetention } from './migrations/conversation-retention.ts'
import { conversations } from './migrations/conversations.ts'
import { dispositions } from './migrations/dispositions.ts'
import { epcis } from './migrations/epcis.ts'
import { faceErasures } from './migrations/face-erasures.ts'
import { first } from './migrations/first.ts'
import { footfall } from './migrations/footfall.ts'
import { footfallTrade } from './migrations/footfall-trade.ts'
import { kiosks } from './migrations/kiosks.ts'
import { knowledge } from './migrations/knowledge.ts'
import { lots } from './migrations/lots.ts'
import { profiles } from './migrations/profiles.ts'
import { recalls } from './migrations/recalls.ts'
import { recognition } from './migrations/recognition.ts'
import { reports } from './migrations/reports.ts'
import { risk } from './migrations/risk.ts'
import { serviceHealth } from './migrations/service-health.ts'
import { shop } from './migrations/shop.ts'

/** Run in the order of their names, once each. What has run anywhere is never edited: add another. */
export const migrations: Record<string, Migration> = {
  '2026-11-20-first': first,
  '2026-11-21-audit': audit,
  '2026-11-21-care': care,
  '2026-11-21-compensation': compensation,
  '2026-11-21-dispositions': dispositions,
  '2026-11-21-epcis': epcis,
  '2026-11-21-lots': lots,
  '2026-11-21-profiles': profiles,
  '2026-11-21-recalls': recalls,
  '2026-11-21-reports': reports,
  '2026-11-21-risk': risk,
  '2026-11-22-conversations': conversations,
  '2026-11-22-conversations-chat': chat,
  '2026-11-22-footfall': footfall,
  '2026-11-22-footfall-trade': footfallTrade,
  '2026-11-22-kiosks': kiosks,
  '2026-11-22-shop': shop,
  '2026-11-22-agent-results': agentResults,
  '2026-11-22-care-depth': careDepth,
  '2026-11-22-knowledge': knowledge,
  '2026-11-22-recognition': recognition,
  '2026-11-22-service-health': serviceHealth,
  '2026-11-23-conversation-retention': conversationRetention,
  '2026-11-23-face-erasures': faceErasures,
}
