import type { Language } from '@larder/contracts/language'
import { modelsUrl, officialModels } from './official-models.ts'

/** Fetches models while the kiosk runs without them. @returns whether one came */
export async function fetchMissingModels(
  languages: Language[],
  folder: string,
  log: (line: string) => void,
): Promise<boolean> {
  const { fetchModel } = await import('./fetch-model.ts')
  let got = false
  for (const model of officialModels.filter(({ language }) => languages.includes(language))) {
    let told = -1
    const onProgress = (bytes: number) => {
      const quarters = Math.floor((bytes / model.bytes) * 4)
      if (quarters > told)
        log(`fetching ${model.name}: ${(bytes / 1e6).toFixed(0)} of ${(model.bytes / 1e6).toFixed(0)} MB`)
      told = Math.max(told, quarters)
    }
    try {
      await fetchModel(model, { folder, from: modelsUrl, onProgress })
      got = true
    } catch (error) {
      log(`${(error as Error).message}. Hearing waits for \`npm run models\`; touch and typing work`)
      // The others lie with the same makers.
      return got
    }
  }
  return got
}
