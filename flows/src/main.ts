import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Room, RoomContext } from '@larder/contracts/room'
import { deliverer } from './delivery.ts'
import { prepareFlowFile } from './flow-file.ts'
import { Link } from './link.ts'
import { Notifier } from './notifier.ts'
import { patience } from './retry.ts'
import { Runtime } from './runtime.ts'
import type { Services } from './services.ts'
import { nodeRedSettings } from './settings.ts'
import { State } from './state.ts'

const dayMs = 86_400_000
const keepDays = 30
const maxOutgoing = 10_000

/** Starts the flows room: alerts are routed, told and escalated as the shop's own flow says. */
export async function start(context: RoomContext): Promise<Room> {
  const { configuration, secrets, log } = context
  const { host, port, escalateAfterMinutes } = configuration.flows
  const directory = join(context.dataDirectory, 'flows')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  prepareFlowFile(directory, log)

  const state = new State(join(directory, 'larder-state.sqlite'))
  const now = Date.now
  const newsListeners: Services['newsListeners'] = new Set()
  const link = new Link({
    brokerUrl: context.brokerUrl,
    password: secrets.mqtt.flows,
    state,
    now,
    log,
    onNews: (situation, news) => {
      if (newsListeners.size === 0) log(`nobody hears of ${situation.id}: the flow has no "larder situation in" node`)
      for (const listener of newsListeners) listener(situation, news)
    },
  })
  const notifier = new Notifier({
    settings: configuration.flows,
    sites: configuration.sites,
    state,
    patience,
    now,
    log,
    deliver: deliverer(configuration.flows),
    onRecorded: () => void link.send(),
  })
  const { warning, critical } = escalateAfterMinutes
  const escalateAfterMs = { warning: warning * 60_000, critical: critical * 60_000 }
  let stopped = false
  const attempt = (work: () => void) => {
    try {
      if (!stopped) work()
    } catch (error) {
      log(`flow: ${(error as Error).message}`)
    }
  }
  const services: Services = { state, notifier, escalateAfterMs, now, attempt, newsListeners }
  const runtime = new Runtime()
  const prune = () => {
    const { notifications } = state.prune(now() - keepDays * dayMs, maxOutgoing)
    if (notifications > 0) log(`the broker was away too long: ${notifications} oldest notifications were dropped`)
  }
  const pruning = setInterval(() => attempt(prune), 3_600_000)

  const stop = async () => {
    clearInterval(pruning)
    await link.stop()
    await runtime.stop()
    await notifier.stop()
    stopped = true
    state.stop()
  }
  try {
    state.start()
    prune()
    const settings = await nodeRedSettings(directory, secrets.nodeRed, services, log)
    const flowsEditor = await runtime.start(settings, host, port)
    link.start()
    return { addresses: { flowsEditor }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
