import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EdgeConfiguration } from '@larder/contracts/configuration'
import { type DetectorSettings, detectorSettings } from '../detection/open-detector.ts'

/** The detector that `edge.footfall.detector` names, in place or by a file beside larder.json. @throws Error naming the field */
export function configuredDetector(
  configured: EdgeConfiguration['footfall']['detector'],
  dataDirectory: string,
): DetectorSettings {
  const given =
    typeof configured === 'string' ? JSON.parse(readFileSync(resolve(dataDirectory, configured), 'utf8')) : configured
  const { data, error } = detectorSettings.safeParse(given)
  if (data) return data
  const [issue] = error.issues
  throw new Error(`edge.footfall.detector${issue?.path.map((part) => `.${String(part)}`).join('')}: ${issue?.message}`)
}
