import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { spoilageNames } from '@larder/contracts/shelf-life'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shelfLifeCommand } from './shelf-life-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-life-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(line: string, ...files: (string | Uint8Array)[]) {
  const out: string[] = []
  const error: string[] = []
  const paths = await Promise.all(
    files.map(async (content, index) => {
      const path = join(folder, `${index}-${Math.random()}`)
      await writeFile(path, content)
      return path
    }),
  )
  const context = { out: (text: string) => out.push(text), error: (text: string) => error.push(text) }
  const args = line.split(' ').map((word) => (/^FILE\d?$/.test(word) ? (paths[Number(word.slice(4))] as string) : word))
  const code = await shelfLifeCommand.run(args, context as unknown as CommandContext)
  return { code, told: error.join('\n'), answer: out.length > 0 ? JSON.parse(out.join('')) : null }
}

describe('the reference values', () => {
  test('21 d at 5 °C, moved to 0 °C: 47.25 d by the square root, 46.34 d by Arrhenius', async () => {
    const asked = '--shelf-life-days 21 --at-celsius 5 --remaining-at-celsius 0'
    const root = await run(`--model square-root --min-celsius -10 ${asked}`)
    expect(root).toMatchObject({ code: 0, answer: { usedDays: 0, remainingDays: 47.25 } })
    const arrhenius = await run(`--model arrhenius --activation-kj-per-mol 100 ${asked}`)
    expect(arrhenius.answer.remainingDays).toBeCloseTo(46.34, 2)
    const calories = await run(`--model arrhenius --activation-kcal-per-mol ${100 / 4.184} ${asked}`)
    expect(calories.answer.remainingDays).toBeCloseTo(46.34, 2)
  })

  test.each(['[4,4,4,4,16]', 'celsius\n4\n4\n4\n4\n16\n', 'hours,celsius\n0,4\n6,4\n12,4\n18,4\n24,16\n'])(
    'the MKT of %j is 8.1089: equally spaced samples weigh equally',
    async (file) => {
      const { answer } = await run('--model mkt --history FILE0', file)
      expect(answer.mktCelsius).toBeCloseTo(8.1089, 4)
    },
  )

  test.each([
    ['--steps 18h@5,6h@14', ''],
    ['--history FILE0', 'durationHours,celsius\n18,5\n6,14\n'],
    [
      '--history FILE0',
      '[{"durationDays":0.75,"celsius":5},{"durationHours":null,"durationDays":0.25,"fahrenheit":57.2}]',
    ],
  ])('the MKT of 18 h at 5 °C and 6 h at 14 °C is 8.2852, by %s %j', async (option, file) => {
    const { answer } = await run(`--model mkt --limit-celsius 8 ${option}`, file)
    expect(answer.mktCelsius).toBeCloseTo(8.2852, 4)
    expect(answer).toMatchObject({ meanCelsius: expect.closeTo(7.25), excursion: { hours: 6 } })
    expect(answer.windows[0].worst.mktCelsius).toBeCloseTo(8.2852, 4)
    expect(answer.warnings.join()).toContain('the MKT does not excuse them')
  })

  test('milk: 3.2 h at 25 °C spend a day at 4 °C', async () => {
    const { answer } = await run('--product milk --at-celsius 4 --steps 3.2h@25')
    expect(answer.usedDays).toBeCloseTo(1, 2)
    expect(answer.warnings).toContain('nobody has checked these parameters against their source')
  })

  test('the table of relative rates of temperate fish', async () => {
    const { answer } = await run('--model square-root --min-celsius \u221210 --rates-at -1,0,2,4,5,10,15,20')
    const rates = answer.rates.map(({ relative }: { relative: number }) => Number(relative.toFixed(10)))
    expect(rates).toEqual([0.81, 1, 1.44, 1.96, 2.25, 4, 6.25, 9])
  })
})

test('stamps, other headers, a mark, quotes and a code page are read; the last sample holds for the median interval', async () => {
  const rows = '"2026-11-01 00:00:00","0"\n2026-11-01 12:00:00,5\n'
  const spent = 0.5 + 0.5 * 2.25
  const named = await run(
    '--product temperate-fresh-fish --history FILE0 --columns observedAt=ISOdateTime,celsius=T1',
    `\ufeff"ISOdateTime","T1"\r\n${rows}`,
  )
  expect(named.answer.usedDays).toBeCloseTo(spent, 10)
  const gbk = Uint8Array.from([0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xce, 0xc2, 0xb6, 0xc8, 0x0a, ...Buffer.from(rows)])
  expect((await run('--product temperate-fresh-fish --history FILE0', gbk)).answer.usedDays).toBeCloseTo(spent, 10)
})

test('semicolons with decimal commas, and tabs, are read', async () => {
  for (const file of ['hours;celsius\n0;4,5\n1;4,5\n', 'hours\tcelsius\n0\t4.5\n1\t4.5\n']) {
    const { answer } = await run('--model mkt --history FILE0', file)
    expect(answer.mktCelsius).toBeCloseTo(4.5, 10)
  }
})

test('the order of the lines and repeats change nothing', async () => {
  const asked = '--product temperate-fresh-fish --history FILE0'
  const one = await run(asked, 'hours,celsius\n0,0\n1,5\n2,10\n')
  const other = await run(asked, 'hours,celsius\n2,10\n0,0\n1,5\n0,0\n')
  expect(other.answer.usedDays).toBe(one.answer.usedDays)
})

test('life that ended says when, and what is outside the range is said', async () => {
  const { answer } = await run('--product temperate-fresh-fish --shelf-life-days 4 --steps 2d@0,2d@10,1h@20')
  expect(answer).toMatchObject({ remainingDays: 0, spentAfterHours: 60 })
  expect(answer.warnings.join()).toContain('1.0 h lie outside -3 to 15 °C')
})

test('a doubt of the probe, a gap and a published range widen the bounds', async () => {
  const { answer } = await run(
    '--product temperate-fresh-fish --shelf-life-days 10 --history FILE0 --uncertainty-celsius 0.5 --max-hold-hours 1 --limit-celsius 4',
    'hours,celsius\n0,0\n1,0\n2,0\n26,0\n27,0\n',
  )
  expect(answer.history.unwatchedHours).toBe(23)
  expect(answer.usedDays).toBeCloseTo(28 / 24, 10)
  expect(answer.bounds.usedDays.high).toBeCloseTo((5 * 1.05 ** 2 + 23 * 1.96) / 24, 10)
  expect(answer.bounds.usedDays.low).toBeCloseTo((28 * 0.95 ** 2) / 24, 10)
  const frozen = await run('--product frozen-fish --at-celsius -10 --shelf-life-days 100 --steps 10d@-6')
  expect(frozen.answer.bounds.usedDays.low).toBeLessThan(frozen.answer.usedDays)
})

describe('growth', () => {
  test('at one temperature: Baranyi without end is the lag and then μmax', async () => {
    const { answer } = await run(
      '--model baranyi --initial-log-count 3 --mu-max-per-hour 0.2 --lag-hours 20 --steps 300h@5 --target-log-count 7',
    )
    expect(answer.logCount).toBeCloseTo(3 + (0.2 * 280) / Math.LN10, 6)
    expect(answer.reachedAfterHours).toBeCloseTo(20 + (4 * Math.LN10) / 0.2, 1)
    expect(answer.parameters).toMatchObject({ h0: 4, temperature: 'constant' })
  })

  test('the rate follows the temperature by √μ = b(T − T_min), also with b given for log10', async () => {
    const asked = '--min-celsius -8 --initial-log-count 2 --steps 10h@2,5h@12'
    const { answer } = await run(`--model baranyi --b 0.02 ${asked}`)
    expect(answer.accruedGrowth).toBeCloseTo(10 * 0.04 + 5 * 0.16, 10)
    const tens = await run(`--model baranyi --b 0.02 --log-base 10 ${asked}`)
    expect(tens.answer.log10Increase).toBeCloseTo(1.2, 10)
    const warm = await run('--model ratkowsky --b 0.03 --min-celsius 1 --rates-at 11')
    expect(warm.answer.growth.muPerHour).toEqual([{ celsius: 11, muPerHour: expect.closeTo(0.09) }])
    const alone = await run('--model ratkowsky --b 0.02 --min-celsius -8 --steps 10h@2,5h@12')
    expect(alone.answer.growth.accruedGrowth).toBeCloseTo(1.2, 10)
  })

  test.each(['baranyi', 'gompertz'])('%s is fitted to counts, and the fit carries a history on', async (model) => {
    const truth = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const asked = `--model ${model} --initial-log-count 3 --max-log-count 9 --mu-max-per-hour 0.2 --lag-hours 20`
        return `${index * 10},${(await run(`${asked} --steps ${Math.max(1e-6, index * 10).toFixed(6)}h@5`)).answer.logCount}`
      }),
    )
    const fitted = await run(`--model ${model} --fit FILE0 --at-celsius 5`, `hours,log10Count\n${truth.join('\n')}\n`)
    expect(fitted.answer.parameters.muMaxPerHour).toBeCloseTo(0.2, 3)
    expect(fitted.answer.parameters.lagHours).toBeCloseTo(20, 1)
    expect(fitted.answer.fit.rSquared).toBeGreaterThan(0.999)
  })
})

test.each([
  ['', '--model'],
  ['--model fish', '--model'],
  ['--bogus 3', '--bogus'],
  ['--product fish', spoilageNames.join(', ')],
  ['--product milk --q10 3', '--q10'],
  ['--product milk --model arrhenius', '--product'],
  ['--model q10 --q10 1', '--q10: must be above 1'],
  ['--model q10', '--q10: needed'],
  ['--model arrhenius --activation-kj-per-mol -5', '--activation-kj-per-mol'],
  ['--model arrhenius --activation-kj-per-mol many', '--activation-kj-per-mol: give a number'],
  ['--model exponential --rate-per-celsius NaN', '--rate-per-celsius'],
  ['--model square-root --min-celsius 5', '--at-celsius'],
  ['--model square-root --min-celsius -10 --q10 2', '--q10'],
  ['--model square-root --min-celsius -10 --shelf-life-days 0', '--shelf-life-days'],
  ['--model square-root --min-celsius -10 --lag-hours 3', '--lag-hours'],
  ['--model square-root --min-celsius -10 --steps 5', '--steps'],
  ['--model square-root --min-celsius -10 --at-celsius 4 --reference-celsius 5', '--reference-celsius'],
  ['--model ratkowsky --min-celsius 5 --max-celsius 4 --shape-per-celsius 0.2', '--max-celsius'],
  ['--model gompertz --initial-log-count 3 --mu-max-per-hour 0.2', '--max-log-count'],
  ['--model baranyi --initial-log-count 3', '--mu-max-per-hour'],
  ['--model baranyi --initial-log-count 3 --mu-max-per-hour 0.1 --min-celsius -8', '--at-celsius'],
  ['--model baranyi --initial-log-count 3 --max-log-count 2 --mu-max-per-hour 0.2', '--max-log-count'],
  ['--model mkt', '--history'],
  ['--model mkt --steps 1d@5 --delta-h-kj-per-mol 0', '--delta-h-kj-per-mol'],
  ['--model mkt --history FILE0 --columns celsius', '--columns'],
])('`%s` is wrong usage and says %s', async (line, named) => {
  const { code, told } = await run(line, 'hours,celsius\n0,5\n')
  expect(code).toBe(2)
  expect(told).toContain(named)
  expect(told).toContain('usage: ')
})

test.each([
  ['hours,celsius\n0,5\n1,warm\n', 'line 3: celsius "warm" is no number'],
  ['hours,celsius\n0,5\n1,-127\n', 'line 3: -127 °C'],
  ['observedAt,celsius\nyesterday,5\n', 'line 2: "yesterday" is no time'],
  ['durationHours,celsius\n-5,5\n', 'line 2: durationHours -5 is below 0'],
  ['a,b\n1,2\n', 'no line holds a temperature'],
  ['', 'holds no lines'],
  ['[4,"x"]', '[1] is neither'],
  ['{"celsius":4}', 'JSON must be an array'],
  ['[4,', 'JSON'],
  ['hours,celsius\n0,-18\n1,-20\n', 'frozen'],
])('the file %j is refused, naming what is wrong', async (file, named) => {
  const { code, told } = await run('--model mkt --history FILE0', file)
  expect({ code, told }).toEqual({ code: 1, told: expect.stringContaining(named) })
})
