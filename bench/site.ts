import { readdirSync, readFileSync } from 'node:fs'
import { connectAsync } from 'mqtt'
import { runLarder, signIn, startSite, temporaryData, until } from '../site.fixture.ts'
import { measureFirstPaint } from './first-paint.ts'
import type { Bench } from './row.ts'

const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

/** The whole simulated site: memory, idle CPU, second start, and reading → situation on the console's event stream. */
const bench: Bench = async (report) => {
  const { dataDirectory, remove } = temporaryData()
  let site = await startSite(dataDirectory, ['--history', '0.1d'])
  try {
    await site.stop()
    const startedAtMs = performance.now()
    site = await startSite(dataDirectory, ['--history', '0.1d'])
    report({
      name: 'second start until ready',
      value: (performance.now() - startedAtMs) / 1000,
      unit: 's',
      target: { most: 5 },
    })
    await until(() => understandsBoth(site.addresses.kiosk as string), 240_000)
    await idle(20)
    const pids = processTree(site.process.pid as number)
    const before = cpuSeconds(pids)
    await idle(30)
    const share = ((cpuSeconds(pids) - before) / 30) * 100
    report({ name: 'idle CPU of the whole simulated site', value: share, unit: '% of a core', target: { most: 10 } })
    const resident = sum(pids.map((pid) => memoryMegabytes(pid, 'Rss')))
    report({ name: 'resident memory, all processes added up', value: resident, unit: 'MB', target: { most: 600 } })
    const proportional = sum(pids.map((pid) => memoryMegabytes(pid, 'Pss')))
    report({ name: 'the same, shared pages counted once', value: proportional, unit: 'MB' })
    await measureLatency(site, dataDirectory, report)
    await measureFirstPaint(site.addresses.sampleReport as string, report)
  } finally {
    await site.stop()
    remove()
  }
}
export default bench

async function measureLatency(
  site: Awaited<ReturnType<typeof startSite>>,
  dataDirectory: string,
  report: Parameters<Bench>[0],
) {
  const staff = await signIn(site, 'staff')
  const grant = ['--site', 'shanghai-01', '--asset', '+', '--probe', '+']
  const passwords = new Map<string, string>()
  for (const device of ['load-1', 'load-2', 'load-3', 'marker']) {
    const { out, error } = await runLarder(dataDirectory, 'device', 'add', device, ...grant)
    const password = /password\s*:?\s+(\S+)/i.exec(out)?.[1]
    if (!password) throw new Error(`device add: ${out}${error}`)
    passwords.set(device, password)
  }
  const connect = (device: string) =>
    connectAsync(site.addresses.mqtt as string, {
      clientId: device,
      username: device,
      password: passwords.get(device) as string,
    })
  const heardAtMs = new Map<string, number>()
  const events = await staff.events((event, data) => {
    if (event !== 'alert' || !('situation' in data)) return
    const { situation } = data
    if (typeof situation === 'object' && situation.cause === 'sensor-fault' && !heardAtMs.has(situation.asset)) {
      heardAtMs.set(situation.asset, performance.now())
    }
  })
  const loaders = await Promise.all(['load-1', 'load-2', 'load-3'].map(connect))
  const marker = await connect('marker')
  let sequence = 0
  let published = 0
  const startedAtMs = performance.now()
  // 1,000 readings a second over three devices and 100 probes, in steps of 10 ms, catching up when a step comes late.
  const ticker = setInterval(() => {
    const due = performance.now() - startedAtMs
    while (published < due) {
      const client = loaders[published % 3]
      const topic = `larder/v1/reading/shanghai-01/load-${published % 100}/air`
      const sample = { sequence: sequence++, observedAt: new Date().toISOString(), celsius: 2 + Math.random() }
      client?.publish(topic, JSON.stringify(sample), { qos: 1 })
      published += 1
    }
  }, 10)
  const delays: number[] = []
  await idle(3)
  for (let index = 0; index < 200; index += 1) {
    const asset = `marker-${index}`
    const sentAtMs = performance.now()
    const sample = { sequence: index, observedAt: new Date().toISOString(), sensorFault: 'open-circuit' }
    marker.publish(`larder/v1/reading/shanghai-01/${asset}/air`, JSON.stringify(sample), { qos: 1 })
    await until(() => heardAtMs.has(asset), 10_000)
    delays.push((heardAtMs.get(asset) as number) - sentAtMs)
  }
  clearInterval(ticker)
  const rate = published / ((performance.now() - startedAtMs) / 1000)
  await Promise.all([...loaders, marker].map((client) => client.endAsync()))
  events.close()
  const note = `at ${Math.round(rate)} readings/s`
  report({
    name: 'reading → situation on the event stream, p50',
    value: quantile(delays, 0.5),
    unit: 'ms',
    target: { most: 20 },
    note,
  })
  report({
    name: 'reading → situation on the event stream, p99',
    value: quantile(delays, 0.99),
    unit: 'ms',
    target: { most: 100 },
    note,
  })
}

/** A kiosk that starts anew first learns, for some seconds and in a process of its own: that is not the idle site. */
async function understandsBoth(kiosk: string): Promise<boolean> {
  const health = (await (await fetch(`${kiosk}/health`)).json()) as { understands: string[] }
  return health.understands.length === 2
}

const idle = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

function processTree(root: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => Number(readStat(Number(name))[3]) === root)
    .map(Number)
  return [root, ...children.flatMap(processTree)]
}

/** /proc/PID/stat from field 1, the parenthesised name as one field (proc(5)). */
function readStat(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return [String(pid), 'name', ...text.slice(text.lastIndexOf(')') + 2).split(' ')]
  } catch {
    return []
  }
}

/** utime + stime, at Linux's fixed 100 ticks a second. */
const cpuSeconds = (pids: number[]): number =>
  sum(pids.map((pid) => (Number(readStat(pid)[13] ?? 0) + Number(readStat(pid)[14] ?? 0)) / 100))

function memoryMegabytes(pid: number, kind: 'Rss' | 'Pss'): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024
}
