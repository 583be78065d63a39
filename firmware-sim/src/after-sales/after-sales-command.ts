import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '@larder/contracts/room'
import { hiddenCsv, mapping, ordersCsv } from './files.ts'
import { isProcessName, processes } from './hidden-process.ts'
import { afterSalesHistory } from './history.ts'

/** A fixed end, so that the same seed writes the same file on any day. */
const untilMs = Date.UTC(2026, 10, 1)
const mostOrders = 200_000

export const afterSalesCommand: Command = {
  name: 'world after-sales',
  usage: `world after-sales [--orders N] [--seed N] [--process ${Object.keys(processes).join('|')}] --out DIR`,
  summary: 'write an invented after-sales history (orders, telemetry, complaints) and its mapping file',
  async run(args, { out, error }) {
    const wrongly = (message: string): number => {
      error(message)
      error(`usage: larder ${this.usage}`)
      return 2
    }
    let values: { orders?: string; seed?: string; process?: string; out?: string }
    try {
      const text = { type: 'string' } as const
      values = parseArgs({ args, options: { orders: text, seed: text, process: text, out: text } }).values
    } catch (cause) {
      return wrongly((cause as Error).message)
    }
    const { orders = '5000', seed = '1', process = 'sequence' } = values
    if (values.out === undefined) return wrongly('--out: name the folder to write into')
    if (!/^\d{1,7}$/.test(orders) || Number(orders) < 1 || Number(orders) > mostOrders)
      return wrongly(`--orders ${orders}: give 1 to ${mostOrders}`)
    if (!/^\d{1,9}$/.test(seed)) return wrongly(`--seed ${seed}: give a whole number`)
    if (!isProcessName(process)) return wrongly(`--process ${process}: there are ${Object.keys(processes).join(', ')}`)
    const folder = resolve(values.out)
    const history = afterSalesHistory({ orders: Number(orders), seed: Number(seed), process, untilMs })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'orders.csv'), ordersCsv(history))
    writeFileSync(join(folder, 'hidden.csv'), hiddenCsv(history))
    writeFileSync(join(folder, 'mapping.json'), `${JSON.stringify(mapping, null, 2)}\n`)
    const complaints = history.filter(({ complainedAtMs }) => complainedAtMs !== null).length
    out(`${history.length} orders, ${complaints} complaints: ${join(folder, 'orders.csv')}`)
    return 0
  },
}
