import { isAbsolute, join } from 'node:path'
import type { EdgeSource } from '@larder/contracts/configuration'
import { footfallPlanMessage } from '@larder/contracts/footfall-plan'
import { profilesMessage } from '@larder/contracts/profile-set'
import { fallbackProfile } from '@larder/contracts/profiles'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { Room, RoomContext } from '@larder/contracts/room'
import { filterOf, topicOf } from '@larder/contracts/topics'
import { AssetWatch } from './asset-watch.ts'
import { SituationKeeper } from './excursion/situation-keeper.ts'
import { configuredDetector } from './footfall/live/configured-detector.ts'
import { Footfall } from './footfall/live/footfall.ts'
import { Intake } from './intake/intake.ts'
import { Delivery } from './journal/delivery.ts'
import { Journal } from './journal/journal.ts'
import { QuarantineNews } from './quarantine/news.ts'
import { Quarantine } from './quarantine/quarantine.ts'
import { rejectionOf } from './quarantine/store-rejection.ts'
import { RetainedIntake } from './retained-intake.ts'
import { MqttSource } from './sources/mqtt.ts'
import type { SerialOptions } from './sources/serial-nmea.ts'
import type { Source } from './sources/source.ts'
import { statusOf } from './status.ts'
import { openStore } from './telemetry/open-store.ts'
import { judgedAgainMs, warmReadings } from './warm-up.ts'

const statusEveryMs = 5000
const tickEveryMs = 1000
/** Of the journal's bound: half is days before anything must be folded. */
const fillRatioWarning = 0.5
const fillRatioCritical = 0.9

/** What comes by the durable session; pictures have a connection of their own. */
const heard = ['reading', 'readings', 'position', 'profiles', 'footfall-plan', 'occupancy', 'still-request'] as const

/** A site's node: sources → journal → telemetry store, and the rules beside. */
export async function start(context: RoomContext): Promise<Room> {
  const { dataDirectory, log } = context
  const { edge, sites, broker } = context.configuration
  const { site } = edge
  const { assets = [], timeZone = 'UTC' } = sites.find(({ id }) => id === site) ?? {}
  const directory = join(dataDirectory, 'edge')
  const clock = Date.now
  const startedAtMs = clock()

  const quarantine = new Quarantine(join(directory, 'quarantine.db'))
  quarantine.start()
  const journal = new Journal({ file: join(directory, 'journal.db'), maxBytes: edge.journalMaxBytes })
  await journal.start()
  const store = await openStore(context.configuration.telemetry, dataDirectory)

  const keeper = new SituationKeeper({
    path: join(directory, 'situations.db'),
    site,
    assets,
    lateMs: edge.lateMinutes * 60_000,
    clock,
    emit: (situation) => mqtt.publish(topicOf('situation', situation), situation),
    log,
  })
  const news = new QuarantineNews((kept: Quarantined) => mqtt.publish(topicOf('quarantine', { site }), kept))
  const intake = new Intake({
    limits: { ...edge, maxPayloadBytes: broker.maxPayloadBytes },
    journal,
    quarantine,
    rules: keeper,
    clock,
    onQuarantined: (kept) => news.offer(kept),
  })
  const delivery = new Delivery({
    journal,
    store,
    onHealth: ({ reachable, error }) => {
      keeper.report('store-unreachable', reachable ? 'resolved' : 'open')
      log(reachable ? `store: ${store.kind} takes readings` : `store: ${error}; readings wait in the journal`)
    },
    onRejected: (rejected) => intake.keepAside(rejected.map(rejectionOf)),
  })
  const profileIntake = new RetainedIntake({
    file: join(directory, 'profiles.json'),
    topic: topicOf('profiles', { site }),
    schema: profilesMessage,
    what: 'the profiles',
    apply: ({ profiles }) => {
      keeper.setProfiles(profiles)
      for (const { id, profile } of assets) {
        if (!Object.hasOwn(profiles, profile)) log(`nobody made ${profile}: ${id} is judged as ${fallbackProfile}`)
      }
    },
    log,
  })
  const footfall = new Footfall({
    site,
    timeZone,
    cameras: edge.cameras,
    detector: configuredDetector(edge.footfall.detector, dataDirectory),
    live: edge.footfall.live,
    path: join(directory, 'footfall.db'),
    broker: { url: context.brokerUrl, password: context.secrets.mqtt.edge },
    clock,
    connected: () => mqtt.health().connected,
    publish: (topic, message, retain) => mqtt.publish(topic, message, retain),
    log,
  })
  const planIntake = new RetainedIntake({
    file: join(directory, 'footfall-plan.json'),
    topic: topicOf('footfall-plan', { site }),
    schema: footfallPlanMessage,
    what: 'the lines and zones',
    apply: (plan) => footfall.setPlan(plan),
    log,
  })
  const mqtt = new MqttSource({
    url: context.brokerUrl,
    clientId: `edge-${site}`,
    username: 'edge',
    password: context.secrets.mqtt.edge,
    filters: heard.map((kind) => filterOf(kind, { site })),
    take: (messages) => intake.takeMessages(footfall.take(planIntake.take(profileIntake.take(messages)))),
    log,
  })
  const serial = { site, limits: edge, clock, take: intake.take.bind(intake), log }
  const sources = [
    mqtt,
    ...(await Promise.all(edge.sources.map((source) => openSource(source, dataDirectory, serial)))),
  ]
  const assetWatch = new AssetWatch({
    dataDirectory,
    site,
    onAssets: (changed) => keeper.setAssets(changed),
    onCameras: (changed) => footfall.setCameras(changed),
    log,
  })

  const publishStatus = () => {
    if (!mqtt.health().connected) return
    const status = statusOf({
      atMs: clock(),
      startedAtMs,
      figures: intake.figures,
      quarantined: quarantine.counts(),
      journal: journal.figures(),
      storeKind: store.kind,
      store: delivery.health,
      sources: sources.map((source) => source.health()),
    })
    mqtt.publish(topicOf('edge', { site }), status, true).catch((error) => log(`status: ${error.message}`))
  }
  const tick = () => {
    keeper.tick(clock())
    const { fillRatio } = journal
    const severity = fillRatio >= fillRatioCritical ? 'critical' : 'warning'
    keeper.report('journal-filling', fillRatio >= fillRatioWarning ? 'open' : 'resolved', severity)
    news.tick()
    footfall.tick(clock())
  }

  await keeper.start()
  await store.start()
  profileIntake.start()
  planIntake.start()
  footfall.start()
  const nowMs = clock()
  for await (const readings of warmReadings({ store, journal, site, assets, nowMs, log })) {
    keeper.warm(readings, nowMs - judgedAgainMs)
  }
  await delivery.start()
  await Promise.all(sources.map((source) => source.start()))
  assetWatch.start()
  publishStatus()
  const timers = [setInterval(publishStatus, statusEveryMs), setInterval(tick, tickEveryMs)]

  return {
    addresses: {},
    async stop() {
      for (const timer of timers) clearInterval(timer)
      assetWatch.stop()
      await footfall.stop()
      await Promise.all(sources.map((source) => source.stop()))
      await delivery.stop()
      await keeper.stop()
      await store.stop()
      await journal.stop()
      quarantine.stop()
    },
  }
}

/** The serial libraries are native and rarely needed, so they are loaded only for a site that has such a source. */
async function openSource(source: EdgeSource, dataDirectory: string, options: SerialOptions): Promise<Source> {
  const path = isAbsolute(source.path) ? source.path : join(dataDirectory, source.path)
  if (source.kind === 'nmea') {
    const { SerialNmeaSource } = await import('./sources/serial-nmea.ts')
    return new SerialNmeaSource({ ...source, path }, options)
  }
  const { SerialModbusSource } = await import('./sources/serial-modbus.ts')
  return new SerialModbusSource({ ...source, path }, options)
}
