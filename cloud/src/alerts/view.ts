import type { Alert, AlertEvent } from '@larder/contracts/alert'
import type { Notification } from '@larder/contracts/notification'
import type { Situation } from '@larder/contracts/situation'
import type { Selectable } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

export type AlertRow = Selectable<Tables['alert']>

/** Rows with their history: people's and the edge's lines, and whom flows has told, by time. */
export async function alertsFrom(database: Database, rows: readonly AlertRow[]): Promise<Alert[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const events = await database
    .selectFrom('alertEvent')
    .select(['alert', 'action', 'by', 'atMs', 'note'])
    .where('alert', 'in', ids)
    .orderBy('alert')
    .orderBy('ordinal')
    .execute()
  const notifications = await database
    .selectFrom('notification')
    .select(['alert', 'level', 'message'])
    .where('alert', 'in', ids)
    .orderBy('atMs')
    .execute()
  const eventsOf = Map.groupBy(events, (event) => event.alert)
  const notificationsOf = Map.groupBy(notifications, (notification) => notification.alert)
  return rows.map((row) => {
    const told = notificationsOf.get(row.id) ?? []
    const lines = (eventsOf.get(row.id) ?? []).map(({ action, by, atMs, note }) => ({ action, by, atMs, note }))
    return {
      id: row.id,
      situation: JSON.parse(row.situation) as Situation,
      acknowledgedBy: row.acknowledgedBy,
      acknowledgedAtMs: row.acknowledgedAtMs,
      assignedTo: row.assignedTo,
      closedAtMs: row.closedAtMs,
      escalationLevel: Math.max(0, ...told.map(({ level }) => level)),
      history: historyOf(
        lines,
        told.map(({ message }) => lineOf(JSON.parse(message))),
      ),
    }
  })
}

/**
 * By time, and of one moment what happened before who was told of it. The opening stands first whatever the clocks
 * say: it carries the devices' time, the rest that of the site.
 */
function historyOf([opened, ...lines]: readonly AlertEvent[], told: readonly AlertEvent[]): AlertEvent[] {
  const later = [...lines, ...told].sort((a, b) => a.atMs - b.atMs)
  return opened === undefined ? later : [opened, ...later]
}

function lineOf({ kind, channel, to, atMs, outcome, error }: Notification): AlertEvent {
  const failure = outcome === 'failed' ? ` (${error ?? 'failed'})` : ''
  return {
    action: kind === 'escalated' ? 'escalated' : 'notified',
    by: 'flows',
    atMs,
    note: `${channel}: ${to}${failure}`,
  }
}
