import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bound } from '@larder/contracts/profile'
import { profileNamed } from '@larder/contracts/profiles'
import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import { type Situation, situationMessage } from '@larder/contracts/situation'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SituationKeeper } from './situation-keeper.ts'

const minuteMs = 60_000
const startMs = Date.parse('2026-11-20T08:00:00Z')
const cabinet: Asset = {
  id: 'c1',
  kind: 'cabinet',
  name: { zh: '柜', en: 'Cabinet' },
  profile: 'fresh-fish',
  probes: [
    { id: 'air', role: 'air', intervalSeconds: 60 },
    { id: 'door', role: 'door', intervalSeconds: 600 },
  ],
}

const oneProbe: Asset = { ...cabinet, probes: [{ id: 'air', role: 'air', intervalSeconds: 60 }] }

let directory: string
let nowMs: number
let said: Situation[]
let refusing: boolean
let keeper: SituationKeeper

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keeper-'))
  nowMs = startMs
  said = []
  refusing = false
  keeper = newKeeper()
  await keeper.start()
})

afterEach(async () => {
  await keeper.stop()
  rmSync(directory, { recursive: true })
})

const newKeeper = (assets: Asset[] = [cabinet]): SituationKeeper =>
  new SituationKeeper({
    path: join(directory, 'situations.db'),
    site: 'shop',
    assets,
    lateMs: 15 * minuteMs,
    clock: () => nowMs,
    emit: async (situation) => {
      if (refusing) throw new Error('the broker is away')
      said.push(situationMessage.parse(situation))
    },
    log: () => undefined,
  })

const reading = (minute: number, sample: Partial<Reading>): Reading => ({
  site: 'shop',
  asset: 'c1',
  probe: 'air',
  sequence: minute,
  observedAtMs: startMs + minute * minuteMs,
  receivedAtMs: nowMs,
  ...sample,
})

/** One reading a minute, each as it is taken. */
function live(from: number, until: number, celsius: number, probe = 'air'): void {
  for (let minute = from; minute < until; minute++) {
    nowMs = startMs + minute * minuteMs
    keeper.observe([reading(minute, { celsius, probe })])
    keeper.tick(nowMs)
  }
}

/** The newest revision of each situation of this cause. */
async function told(cause: Situation['cause']): Promise<Situation[]> {
  await vi.waitFor(() => expect(keeper.idle).toBe(true))
  const newest = new Map<string, Situation>()
  for (const one of said.filter((each) => each.cause === cause)) newest.set(one.id, one)
  return [...newest.values()]
}

test('a warm cabinet opens a warning after its delay, grows critical, and resolves: one situation', async () => {
  live(0, 5, 1)
  live(5, 15, 2)
  expect(await told('too-warm')).toEqual([])
  live(15, 16, 2)
  expect(await told('too-warm')).toMatchObject([
    { state: 'open', severity: 'warning', fromMs: startMs + 5 * minuteMs, openedAtMs: startMs + 15 * minuteMs },
  ])
  live(16, 47, 4.5)
  expect(await told('too-warm')).toMatchObject([{ state: 'open', severity: 'critical', limitCelsius: 4 }])
  live(47, 50, 1.5)
  const [situation] = await told('too-warm')
  expect(situation).toMatchObject({
    state: 'resolved',
    peakCelsius: 4.5,
    untilMs: startMs + 47 * minuteMs,
    past: false,
  })
  expect(situation?.id).toBe(`shop.c1.too-warm.${startMs + 5 * minuteMs}`)
})

test('a warmth that lasts a moment less than the delay is no situation', async () => {
  live(0, 10, 2)
  live(10, 30, 1)
  expect(await told('too-warm')).toEqual([])
})

test('between the threshold and the hysteresis the situation stays open', async () => {
  live(0, 15, 3)
  live(15, 30, 1.6)
  expect(await told('too-warm')).toMatchObject([{ state: 'open' }])
})

test('a gap interrupts what is pending but does not end what is open', async () => {
  live(0, 8, 3)
  live(30, 38, 3)
  expect(await told('too-warm')).toEqual([])
  live(38, 45, 3)
  live(80, 82, 3)
  expect(await told('too-warm')).toMatchObject([{ state: 'open', fromMs: startMs + 30 * minuteMs }])
})

test('an open situation that is over when the probe returns ended at the last evidence', async () => {
  live(0, 15, 3)
  live(60, 61, 1)
  expect(await told('too-warm')).toMatchObject([{ state: 'resolved', untilMs: startMs + 14 * minuteMs }])
})

test('the low side has its own situation', async () => {
  live(0, 40, -1.5)
  expect(await told('too-cold')).toMatchObject([{ state: 'open', severity: 'critical', peakCelsius: -1.5 }])
})

test('silence is judged per probe, from the last reading, without another one', async () => {
  live(0, 3, 1)
  nowMs = startMs + 12 * minuteMs
  keeper.tick(nowMs)
  expect(await told('silence')).toEqual([])
  nowMs += 1
  keeper.tick(nowMs)
  expect(await told('silence')).toMatchObject([{ probe: 'air', state: 'open', fromMs: startMs + 2 * minuteMs }])
  live(20, 21, 1)
  expect(await told('silence')).toMatchObject([{ state: 'resolved', untilMs: startMs + 20 * minuteMs }])
})

test('a configured probe that never speaks is silent from the start', async () => {
  nowMs = startMs + 11 * minuteMs
  keeper.tick(nowMs)
  expect(await told('silence')).toMatchObject([{ probe: 'air', fromMs: startMs, state: 'open' }])
})

test('a silence that a late upload fills is resolved with no duration', async () => {
  live(0, 3, 1)
  live(30, 31, 1)
  keeper.observe(Array.from({ length: 27 }, (_, index) => reading(3 + index, { celsius: 1 })))
  keeper.tick(nowMs)
  const [silence] = await told('silence')
  expect(silence).toMatchObject({ state: 'resolved', past: true })
  expect(silence?.untilMs).toBe(silence?.fromMs)
})

test('a re-sent value is stale after a while, and the probe is silent', async () => {
  live(0, 3, 1)
  for (let minute = 3; minute < 15; minute++) {
    nowMs = startMs + minute * minuteMs
    keeper.observeStale(reading(minute, { celsius: 1, sequence: 2 }))
    keeper.tick(nowMs)
  }
  expect(await told('stale-value')).toMatchObject([{ state: 'open', fromMs: startMs + 3 * minuteMs }])
  expect(await told('silence')).toMatchObject([{ state: 'open' }])
  live(15, 16, 1.1)
  expect(await told('stale-value')).toMatchObject([{ state: 'resolved' }])
})

test('an error code is a sensor fault and never a temperature alarm', async () => {
  live(0, 2, 1)
  for (let minute = 2; minute < 40; minute++) {
    nowMs = startMs + minute * minuteMs
    keeper.observe([reading(minute, { celsius: 85, sensorFault: 'communication' })])
  }
  expect(await told('too-warm')).toEqual([])
  expect(await told('sensor-fault')).toMatchObject([{ state: 'open', fromMs: startMs + 2 * minuteMs }])
  live(40, 41, 1)
  expect(await told('sensor-fault')).toMatchObject([{ state: 'resolved' }])
})

test('a spike no food probe can see is a fault once the next sample shows it; the level it stays at is believed', async () => {
  live(0, 2, 1)
  live(2, 3, 48)
  live(3, 4, 1)
  const atMs = startMs + 2 * minuteMs
  expect(await told('sensor-fault')).toMatchObject([{ state: 'resolved', fromMs: atMs, untilMs: atMs + minuteMs }])
  live(4, 16, 48)
  expect(await told('sensor-fault')).toHaveLength(1)
  expect(await told('too-warm')).toMatchObject([{ fromMs: startMs + 4 * minuteMs, peakCelsius: 48 }])
})

test('values that jump to and fro are a fault from the first, told from the second on', async () => {
  live(0, 2, 1)
  live(2, 3, 48)
  live(3, 4, -60)
  expect(await told('sensor-fault')).toMatchObject([{ state: 'open', fromMs: startMs + 2 * minuteMs }])
  live(4, 5, 1)
  expect(await told('sensor-fault')).toMatchObject([{ state: 'resolved' }])
})

test('a varying probe that gets stuck is a fault after hours; a probe that never varied is not', async () => {
  for (let minute = 0; minute < 60; minute++) live(minute, minute + 1, 1 + (minute % 7) / 100)
  live(60, 60 + 181, 1.5)
  expect(await told('sensor-fault')).toMatchObject([{ state: 'open', fromMs: startMs + 60 * minuteMs }])
  live(0, 600, 1.5, 'steady')
  expect((await told('sensor-fault')).filter(({ probe }) => probe === 'steady')).toEqual([])
})

test('a door left open is told without another reading, and its closing resolves it', async () => {
  keeper.observe([reading(0, { probe: 'door', doorOpen: true })])
  nowMs = startMs + 5 * minuteMs
  keeper.tick(nowMs)
  expect(await told('door-open')).toMatchObject([{ state: 'open', openedAtMs: startMs + 5 * minuteMs }])
  nowMs = startMs + 40 * minuteMs
  keeper.observe([reading(40, { probe: 'door', doorOpen: false })])
  expect(await told('door-open')).toMatchObject([{ state: 'resolved', untilMs: startMs + 40 * minuteMs }])
})

test('a defrost excuses warm air for a bounded time only', async () => {
  for (let minute = 0; minute < 85; minute++) {
    nowMs = startMs + minute * minuteMs
    keeper.observe([reading(minute, { celsius: 5, defrosting: true })])
  }
  expect(await told('too-warm')).toEqual([])
  live(85, 90, 5)
  expect(await told('too-warm')).toMatchObject([{ fromMs: startMs + 76 * minuteMs }])
})

test('late data is a matter of record, never an alarm about now', async () => {
  nowMs = startMs + 300 * minuteMs
  keeper.observe(Array.from({ length: 60 }, (_, minute) => reading(minute, { celsius: minute < 50 ? 6 : 1 })))
  const situations = await told('too-warm')
  expect(situations).toMatchObject([{ past: true, state: 'resolved', severity: 'critical', revision: 0 }])
  keeper.observe(Array.from({ length: 60 }, (_, minute) => reading(100 + minute, { celsius: 6 })))
  expect((await told('too-warm')).every(({ state, past }) => past && state === 'resolved')).toBe(true)
})

test('two probes of one asset make one situation, and the worst speaks for it', async () => {
  for (let minute = 0; minute < 20; minute++) {
    live(minute, minute + 1, 3)
    live(minute, minute + 1, 3.5, 'other')
  }
  expect(await told('too-warm')).toMatchObject([{ probe: 'other', peakCelsius: 3.5 }])
  live(20, 21, 1, 'other')
  expect(await told('too-warm')).toMatchObject([{ state: 'open' }])
  live(21, 22, 1)
  expect(await told('too-warm')).toMatchObject([{ state: 'resolved' }])
})

test('news of the peak comes once a minute at most', async () => {
  for (let second = 0; second < 1200; second += 5) {
    nowMs = startMs + second * 1000
    const at = { celsius: 3 + second / 1000, sequence: second, observedAtMs: nowMs }
    keeper.observe([{ ...reading(0, at), probe: 'fast' }])
    keeper.tick(nowMs)
  }
  const [situation] = await told('too-warm')
  expect(situation?.revision).toBeGreaterThan(5)
  expect(situation?.revision).toBeLessThanOrEqual(11)
})

test('what could not be sent is sent later, every transition in order', async () => {
  refusing = true
  live(0, 15, 3)
  live(15, 20, 1)
  refusing = false
  keeper.tick(nowMs)
  await told('too-warm')
  expect(said.map(({ state }) => state)).toEqual(['open', 'resolved'])
})

test('an unconfirmed situation survives the end of the process, and an open one is not opened again', async () => {
  refusing = true
  live(0, 15, 3)
  await keeper.stop()
  refusing = false
  keeper = newKeeper()
  await keeper.start()
  expect(await told('too-warm')).toMatchObject([{ state: 'open', revision: 0 }])
  live(15, 20, 3)
  expect(new Set(said.map(({ id }) => id)).size).toBe(1)
  live(20, 22, 1)
  expect(await told('too-warm')).toMatchObject([{ state: 'resolved', untilMs: startMs + 20 * minuteMs }])
})

test('a situation that was stored when the process was killed is sent by the next one', async () => {
  await keeper.stop()
  const program = `
    import { SituationKeeper } from ${JSON.stringify(new URL('./situation-keeper.ts', import.meta.url).href)}
    const keeper = new SituationKeeper({
      path: ${JSON.stringify(join(directory, 'situations.db'))}, site: 'shop', assets: [], lateMs: 900000,
      clock: () => ${startMs}, log: console.error,
      emit: () => { console.log('emitting'); return new Promise(() => setInterval(() => {}, 1000)) },
    })
    await keeper.start()
    keeper.report('store-unreachable', 'open')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  keeper = newKeeper()
  await keeper.start()
  expect(await told('store-unreachable')).toMatchObject([{ state: 'open', revision: 0, fromMs: startMs }])
})

test('late data that joins two situations keeps the first and withdraws the second', async () => {
  live(0, 20, 3)
  live(20, 22, 1)
  live(22, 40, 3)
  live(40, 42, 1)
  expect(await told('too-warm')).toHaveLength(2)
  keeper.observe([reading(20, { celsius: 3 }), reading(21, { celsius: 3 })])
  const [first, second] = await told('too-warm')
  expect(first).toMatchObject({ fromMs: startMs, untilMs: startMs + 40 * minuteMs })
  expect(second?.untilMs).toBe(second?.fromMs)
})

test('what was pending before a restart goes on from warm readings', async () => {
  live(0, 8, 3)
  await keeper.stop()
  keeper = newKeeper()
  await keeper.start()
  keeper.warm(Array.from({ length: 8 }, (_, minute) => reading(minute, { celsius: 3 })))
  live(8, 12, 3)
  expect(await told('too-warm')).toMatchObject([{ fromMs: startMs }])
})

test('the edge node reports of itself, once per state', async () => {
  keeper.report('store-unreachable', 'open')
  keeper.report('store-unreachable', 'open')
  nowMs += minuteMs
  keeper.report('store-unreachable', 'resolved')
  keeper.report('store-unreachable', 'resolved')
  await told('store-unreachable')
  expect(said).toMatchObject([
    { asset: 'edge-node', state: 'open', revision: 0 },
    { asset: 'edge-node', state: 'resolved', revision: 1, untilMs: nowMs },
  ])
})

test('new limits judge what is known anew', async () => {
  live(0, 20, 3)
  expect(await told('too-warm')).toMatchObject([{ state: 'open' }])
  keeper.setAssets([{ ...cabinet, profile: 'dairy' }])
  expect(await told('too-warm')).toMatchObject([{ state: 'resolved' }])
})

/** One reading a minute that all arrive now. */
const backlog = (from: number, until: number, sample: (minute: number) => Partial<Reading>): void =>
  keeper.observe(Array.from({ length: until - from }, (_, index) => reading(from + index, sample(from + index))))

test('a past that arrives after a live sample is a matter of record, though only that sample shows its end', async () => {
  await keeper.stop()
  nowMs = startMs + 600 * minuteMs
  keeper = newKeeper([oneProbe])
  await keeper.start()
  keeper.observe([reading(600, { celsius: 1, doorOpen: false })])
  keeper.tick(nowMs)
  for (let minute = 0; minute < 600; minute += 120) {
    backlog(minute, minute + 120, (at) => ({ celsius: at > 100 && at < 200 ? 6 : 1, doorOpen: at > 100 && at < 130 }))
    keeper.tick(nowMs)
  }
  await told('door-open')
  expect(said.length).toBeGreaterThan(0)
  expect(said.every(({ past, state }) => past && state === 'resolved')).toBe(true)
  expect(await told('door-open')).toMatchObject([{ untilMs: startMs + 130 * minuteMs }])
})

test('what began in late data and goes on in it until now is an alarm', async () => {
  nowMs = startMs + 120 * minuteMs
  backlog(0, 60, (at) => ({ celsius: at < 30 ? 1 : 6 }))
  expect(await told('too-warm')).toMatchObject([{ state: 'resolved', past: true }])
  backlog(60, 120, () => ({ celsius: 6 }))
  expect(await told('too-warm')).toMatchObject([
    { state: 'open', past: false, fromMs: startMs + 30 * minuteMs, severity: 'critical' },
  ])
})

test('a backlog that comes in portions, oldest first, stays one silence and ends with none', async () => {
  keeper.setAssets([oneProbe])
  live(0, 3, 1)
  nowMs = startMs + 2000 * minuteMs
  keeper.tick(nowMs)
  for (let minute = 3; minute < 2000; minute += 500) {
    backlog(minute, Math.min(minute + 500, 2000), () => ({ celsius: 1 }))
    keeper.tick(nowMs)
  }
  const silences = await told('silence')
  expect(silences).toMatchObject([{ state: 'resolved' }])
  expect(said.filter(({ cause }) => cause === 'silence').length).toBeLessThan(8)
})

test('nobody is called silent for a time in which nobody listened', async () => {
  keeper.setAssets([oneProbe])
  nowMs = startMs + minuteMs
  keeper.observe([reading(-300, { celsius: 1 }), reading(1, { celsius: 1 })])
  keeper.tick(nowMs)
  expect(await told('silence')).toEqual([])
})

const freezer: Asset = {
  ...cabinet,
  profile: 'frozen-transport',
  probes: [
    { id: 'controller', role: 'air', intervalSeconds: 60 },
    { id: 'air', role: 'air', intervalSeconds: 60 },
    { id: 'goods', role: 'product', intervalSeconds: 60 },
  ],
}

test.each(['controller first', 'probe first', 'the controller’s report late'])(
  'a defrost that the controller reports excuses the other air probes, never the goods (%s)',
  async (order) => {
    keeper.setAssets([freezer])
    const late: Reading[] = []
    for (let minute = 0; minute < 60; minute++) {
      nowMs = startMs + minute * minuteMs
      const celsius = minute < 5 ? -21 : -5
      const told = reading(minute, { celsius, probe: 'controller', defrosting: minute >= 5 })
      const probes = [reading(minute, { celsius, probe: 'air' }), reading(minute, { celsius, probe: 'goods' })]
      if (order === 'controller first') keeper.observe([told, ...probes])
      else keeper.observe(probes)
      if (order === 'probe first') keeper.observe([told])
      else if (order !== 'controller first') late.push(told)
    }
    keeper.observe(late)
    const warm = await told('too-warm')
    expect(warm.filter(({ untilMs, fromMs }) => untilMs !== fromMs)).toMatchObject([{ probe: 'goods' }])
  },
)

test('a defrost that never ends excuses the other probes for 75 minutes only', async () => {
  keeper.setAssets([freezer])
  for (let minute = 0; minute < 130; minute++) {
    nowMs = startMs + minute * minuteMs
    keeper.observe([reading(minute, { celsius: -5, probe: 'controller', defrosting: true })])
    keeper.observe([reading(minute, { celsius: -5 })])
  }
  expect(await told('too-warm')).toMatchObject([{ state: 'open', fromMs: startMs + 76 * minuteMs }])
})

const dayMs = 24 * 60 * minuteMs

test('the machine’s clock jumps a day ahead and back: what is open stays one situation, and ends with its samples', async () => {
  keeper.setAssets([oneProbe])
  live(0, 15, 3)
  const [opened] = await told('too-warm')
  nowMs += dayMs
  keeper.tick(nowMs)
  expect(await told('silence')).toMatchObject([{ state: 'open' }])
  nowMs -= dayMs
  live(15, 20, 3)
  expect(await told('silence')).toMatchObject([{ state: 'resolved' }])
  expect(await told('too-warm')).toMatchObject([{ id: opened?.id, state: 'open' }])
  live(20, 22, 1)
  expect(await told('too-warm')).toMatchObject([{ id: opened?.id, untilMs: startMs + 20 * minuteMs, past: false }])
})

test('the machine’s clock jumps a day back: stamps still decide, and a probe is silent once it is right again', async () => {
  keeper.setAssets([oneProbe])
  live(0, 3, 1)
  nowMs -= dayMs
  for (let minute = 3; minute < 20; minute++) {
    keeper.observe([reading(minute, { celsius: 3 })])
    keeper.tick(nowMs)
    nowMs += minuteMs
  }
  expect(await told('too-warm')).toMatchObject([{ state: 'open', fromMs: startMs + 3 * minuteMs }])
  expect(await told('silence')).toEqual([])
  nowMs = startMs + 31 * minuteMs
  keeper.tick(nowMs)
  expect(await told('silence')).toMatchObject([{ state: 'open', fromMs: startMs + 19 * minuteMs }])
})

/** Nine minutes at the fish's critical limit in each of these hours. */
const shortTimes = (...hours: number[]): Reading[] =>
  hours.flatMap((hour) =>
    Array.from({ length: 60 }, (_, minute) => reading(hour * 60 + minute, { celsius: minute < 9 ? 4 : 1 })),
  )

test('a total goes on over a restart from readings of the last day', async () => {
  const hourMs = 60 * minuteMs
  await keeper.stop()
  nowMs = startMs + 180 * minuteMs
  keeper = newKeeper([oneProbe])
  await keeper.start()
  keeper.warm(shortTimes(0, 1, 2), nowMs - hourMs)
  expect(await told('too-warm-in-total')).toEqual([])
  live(180, 187, 4)
  expect(await told('too-warm-in-total')).toMatchObject([
    { state: 'open', severity: 'critical', totalMinutes: 33, fromMs: startMs + 180 * minuteMs },
  ])
})

test('a total that late data brings about is a matter of record, and a later moment beyond the limit an alarm', async () => {
  await keeper.stop()
  keeper = newKeeper([oneProbe])
  await keeper.start()
  nowMs = startMs + 600 * minuteMs
  keeper.observe([reading(600, { celsius: 1 })])
  keeper.tick(nowMs)
  keeper.observe(shortTimes(4, 5, 6, 7, 8, 9))
  keeper.tick(nowMs)
  expect(await told('too-warm-in-total')).toMatchObject([{ state: 'resolved', past: true }])
  expect(said.filter(({ state, past }) => state === 'open' && !past)).toEqual([])
  live(601, 603, 4)
  const situations = await told('too-warm-in-total')
  expect(situations.at(-1)).toMatchObject({ state: 'open', past: false })
})

test('new profiles judge what is known anew', async () => {
  keeper.setAssets([oneProbe])
  live(0, 20, 3)
  expect(await told('too-warm')).toMatchObject([{ state: 'open' }])
  const fish = profileNamed('fresh-fish')
  keeper.setProfiles({ 'fresh-fish': { ...fish, high: { ...fish.high, warnCelsius: 3.5 } as Bound } })
  expect(await told('too-warm')).toMatchObject([{ state: 'resolved' }])
})
