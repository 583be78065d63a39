import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { footfallSeed } from '@larder/contracts/footfall-seed'
import type { Risk } from '../risk/risk.ts'
import type { FootfallServices } from './services.ts'

/** Takes in the simulated shop's past where one waits, and removes its file. @throws Error naming a faulty file */
export async function takeFootfallSeed(
  folder: string,
  { footfall, risk }: { footfall: Pick<FootfallServices, 'quarters' | 'reports'>; risk: Pick<Risk, 'keepWeather'> },
): Promise<void> {
  const path = join(folder, 'footfall-seed.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return
  const { data, error } = footfallSeed.safeParse(JSON.parse(text))
  if (error)
    throw new Error(`cloud/footfall-seed.json: ${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`)
  await footfall.quarters.keep(data.site, data.quarters)
  await footfall.reports.keepTrade(data.site, data.trade)
  if (data.weather.length > 0) await risk.keepWeather(data.weather.map((row) => ({ store: data.site, ...row })))
  await rm(path)
}
