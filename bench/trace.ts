import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import { ExcursionEngine } from '@larder/edge/excursion/excursion-engine'
import type { Bench } from './row.ts'

const startMs = Date.parse('2026-10-20T00:00:00Z')
const minuteMs = 60_000

const cabinet: Asset = {
  id: 'c1',
  kind: 'cabinet',
  name: { zh: '柜', en: 'Cabinet' },
  profile: 'fresh-fish',
  probes: Array.from({ length: 5 }, (_, index) => ({
    id: `p${index}`,
    role: index === 0 ? ('product' as const) : ('air' as const),
    intervalSeconds: 60,
  })),
}

/** A thermostat's cycle with a warm hour every five days. */
const celsiusAt = (minute: number, probe: number): number => {
  const cycle = 1 + 0.6 * Math.sin(minute / 7 + probe)
  return Math.round((minute % 7200 < 60 ? cycle + 4 : cycle) * 100) / 100
}

function readingsOf(probe: number, minutes: number): Reading[] {
  return Array.from({ length: minutes }, (_, minute) => ({
    site: 's1',
    asset: 'c1',
    probe: `p${probe}`,
    sequence: minute,
    observedAtMs: startMs + minute * minuteMs,
    receivedAtMs: startMs + minute * minuteMs,
    celsius: celsiusAt(minute, probe),
  }))
}

function rulesPerSecond(): number {
  const perProbe = cabinet.probes.map((_, probe) => readingsOf(probe, 43_200))
  const rates = Array.from({ length: 5 }, () => {
    const engine = new ExcursionEngine(startMs)
    engine.setAssets([cabinet], startMs)
    const beganMs = performance.now()
    for (let at = 0; at < 43_200; at += 200) {
      for (const readings of perProbe) engine.observe(readings.slice(at, at + 200))
      engine.settle()
      engine.forget(startMs + at * minuteMs)
    }
    return (5 * 43_200 * 1000) / (performance.now() - beganMs)
  })
  return rates.sort((a, b) => a - b)[2] ?? 0
}

const bench: Bench = async (report) => {
  const value = Math.round(rulesPerSecond())
  report({ name: 'excursion rules, in order, one core', value, unit: 'readings/s', target: { least: 1_000_000 } })
}

export default bench
