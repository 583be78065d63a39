import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { AssetKind, ProbeRole } from '@larder/contracts/site'

/** A probe as `device add` introduces it. */
export interface NewProbe {
  site: string
  asset: string
  probe: string
  kind: AssetKind
  profile: string
  role: ProbeRole
  intervalSeconds: number
  /** What people call the asset; its id when nobody said. */
  name: string
}

/** The file cannot take the change; `message` names the fault and the remedy. */
export class SiteFileError extends Error {}

/**
 * Makes probes known in a configuration, keeping everything else as it was written.
 * @returns the new content, or undefined when all of them were known
 */
export function withProbes(file: ConfigurationFile, probes: readonly NewProbe[]): ConfigurationFile | undefined {
  const changed = structuredClone(file)
  let changes = 0
  for (const added of probes) {
    const site = changed.sites.find(({ id }) => id === added.site)
    if (site === undefined) {
      const known = changed.sites.map(({ id }) => id).join(', ')
      throw new SiteFileError(`--site ${added.site} is not in the configuration; it has ${known}`)
    }
    const probe = { id: added.probe, role: added.role, intervalSeconds: added.intervalSeconds }
    const asset = site.assets.find(({ id }) => id === added.asset)
    if (asset?.probes.some(({ id }) => id === added.probe)) continue
    changes += 1
    if (asset) asset.probes.push(probe)
    else {
      const name = { zh: added.name, en: added.name }
      site.assets.push({ id: added.asset, kind: added.kind, name, profile: added.profile, probes: [probe] })
    }
  }
  if (changes === 0) return undefined
  const parsed = configuration.safeParse(changed)
  if (parsed.success) return changed
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new SiteFileError(`this cannot be added: ${faults.join('; ')}`)
}

/**
 * Makes a camera known in a configuration, without lines yet.
 * @returns the new content, or undefined when it was known
 */
export function withCamera(
  file: ConfigurationFile,
  { site, name }: { site: string; name: string },
): ConfigurationFile | undefined {
  if (file.edge.site !== site)
    throw new SiteFileError(`--site ${site} is not this store: its edge is of ${file.edge.site}`)
  const cameras = file.edge.cameras ?? []
  if (cameras.some((camera) => camera.name === name)) return undefined
  return { ...file, edge: { ...file.edge, cameras: [...cameras, { name }] } }
}

export function readSiteFile(path: string): ConfigurationFile {
  return JSON.parse(readFileSync(path, 'utf8')) as ConfigurationFile
}

/** Replaces the file at once: a reader sees the old one or the new one. */
export function writeSiteFile(path: string, file: ConfigurationFile): void {
  const partial = `${path}.partial`
  writeFileSync(partial, `${JSON.stringify(file, null, 2)}\n`, { mode: statSync(path).mode })
  renameSync(partial, path)
}
