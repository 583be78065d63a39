import type { RoomContext } from '@larder/contracts/room'
import type { WorldClock } from '../clock.ts'
import { batteryAt, signalAt } from '../physics/sensor.ts'
import { randomAt, seedOf } from '../random.ts'
import { has, type Trouble } from '../scenarios.ts'
import type { Taken } from '../simulation.ts'
import { gatewayDevice, isSerial, simulatedDevices } from '../world.ts'
import { skewMs } from './device-clock.ts'
import { keyOf } from './plan.ts'
import { Uplink } from './uplink.ts'

/** Stays below the broker's limit, so that the limit is never what slows us. */
const shareOfLimit = 0.8
/** One acknowledgement in so many is lost on the air. */
const repeatEvery = 300
const firmware = 'larder-probe 1.4.2'
/** Where the radio itself stands, for its battery's sag. */
const radioCelsius = 5

/** All radios of the world: one per probe, and the gateway's for what serial probes measured in the past. */
export class Fleet {
  readonly #uplinks = new Map<string, Uplink>()
  readonly #streams = new Map<string, number>()
  readonly #clock: WorldClock

  constructor(
    context: Pick<RoomContext, 'brokerUrl' | 'configuration' | 'secrets'>,
    options: { seed: number; clock: WorldClock; nowMs: () => number },
  ) {
    this.#clock = options.clock
    const maxMessagesPerSecond = context.configuration.broker.maxMessagesPerSecond * shareOfLimit
    for (const { device, grants } of simulatedDevices()) {
      for (const address of grants) {
        const stream = seedOf(options.seed, `${keyOf(address)}/radio`)
        this.#streams.set(keyOf(address), stream)
        const uplink = new Uplink({
          brokerUrl: context.brokerUrl,
          device,
          password: context.secrets.devices[device] ?? '',
          clientId: device === gatewayDevice ? `${device}-${address.asset}` : device,
          address,
          maxMessagesPerSecond,
          // A wired probe's own line tells whether it is there.
          status: isSerialKey(keyOf(address)) ? undefined : () => statusAt(stream, options.nowMs()),
          repeats: (sequence) => randomAt(stream, sequence) * repeatEvery < 1,
        })
        this.#uplinks.set(keyOf(address), uplink)
      }
    }
  }

  /** Connects every radio; the gateway's only while a past is being filled. */
  connect(past: boolean): void {
    for (const [key, uplink] of this.#uplinks) if (past || !isSerialKey(key)) uplink.connect()
  }

  async closeGateway(): Promise<void> {
    await this.#each((key, uplink) => (isSerialKey(key) ? uplink.disconnect() : undefined))
  }

  offer(taken: Taken): void {
    const key = keyOf(taken)
    const uplink = this.#uplinks.get(key)
    if (uplink === undefined) return
    const stampMs = this.#clock.stampMs(taken.atMs)
    const { sequence } = taken
    if (taken.kind === 'position') {
      const observedAt = new Date(stampMs).toISOString()
      uplink.offer({ kind: 'position', message: { sequence, observedAt, ...taken.values } })
      return
    }
    const skew = isSerialKey(key) ? 0 : skewMs(this.#streams.get(key) as number, taken.atMs)
    const observedAt = new Date(stampMs + skew).toISOString()
    uplink.offer({ kind: 'reading', message: { sequence, observedAt, ...taken.values } })
  }

  /** Takes radios out of reach, or back into it. */
  reach(troubles: readonly Trouble[]): void {
    for (const [key, uplink] of this.#uplinks) {
      if (isSerialKey(key)) continue
      if (has(troubles, 'offline', key.split('/')[0] as string)) uplink.loseReach()
      else uplink.connect()
    }
  }

  report(): void {
    for (const [key, uplink] of this.#uplinks) if (!isSerialKey(key)) uplink.report()
  }

  get pending(): number {
    return [...this.#uplinks.values()].reduce((sum, uplink) => sum + uplink.pending, 0)
  }

  /** Resolves when the broker has acknowledged everything. */
  async settled(): Promise<void> {
    await this.#each((_key, uplink) => uplink.settled())
  }

  async disconnect(): Promise<void> {
    await this.#each((_key, uplink) => uplink.disconnect())
  }

  async #each(act: (key: string, uplink: Uplink) => Promise<void> | undefined): Promise<void> {
    await Promise.all([...this.#uplinks].map(([key, uplink]) => act(key, uplink)))
  }
}

const isSerialKey = (key: string): boolean => {
  const [asset, probe] = key.split('/') as [string, string]
  return isSerial(asset, probe)
}

function statusAt(stream: number, atMs: number) {
  const battery = batteryAt(stream, atMs, radioCelsius)
  return {
    observedAt: new Date(atMs).toISOString(),
    batteryVolts: battery.volts,
    batteryPercent: battery.percent,
    rssiDbm: signalAt(stream, atMs, false),
    firmware,
  }
}
