import { mapping } from '@larder/cloud/risk/mapping'
import { readCases } from '@larder/cloud/risk/read-cases'
import { trainRisk } from '@larder/cloud/risk/train'
import { mapping as generatedMapping, ordersCsv } from '@larder/firmware-sim/after-sales/files'
import { afterSalesHistory } from '@larder/firmware-sim/after-sales/history'
import type { Bench } from './row.ts'

const orders = 5000

/** Training and prediction on generated histories: one whose order of events matters, one where the way says nothing. */
const bench: Bench = async (report) => {
  for (const process of ['sequence', 'context'] as const) {
    const history = afterSalesHistory({ orders, seed: 1, process, untilMs: Date.UTC(2026, 10, 1) })
    const mapped = mapping.parse(generatedMapping)
    const { cases, schema } = readCases(ordersCsv(history), mapped)
    const options = { rules: mapped.rules, source: process, seed: 1, threshold: 0.25, nowMs: 0 }
    const { card } = await trainRisk({ cases, schema, ...options, clock: () => performance.now() })
    const lstm = card.figures.find(({ model }) => model === 'lstm')
    const name = `risk, ${orders} orders, ${process} process`
    report({ name: `${name}: LSTM training`, value: (lstm?.trainedInMs ?? 0) / 1000, unit: 's' })
    report({
      name: `${name}: LSTM, one order`,
      value: lstm?.predictedInMicroseconds ?? 0,
      unit: 'µs',
      target: { most: 5000 },
    })
    for (const { model, logLoss } of card.figures) {
      const note = model === card.chosen ? 'in use' : ''
      report({ name: `${name}: ${model}, held back`, value: logLoss, unit: 'log loss', note })
    }
  }
}

export default bench
