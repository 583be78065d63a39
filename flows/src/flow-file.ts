import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const flowFileName = 'larder.json'
const shippedUrl = new URL('./flows/larder.json', import.meta.url)

/**
 * Puts the shop's own copy of the flow into the folder, which staff then edit. A newer shipped flow replaces a copy
 * that nobody edited; an edited copy is kept, the new flow is laid beside it to import in the editor, and the
 * operator is told once. A copy that is not JSON is moved aside: a shop without a flow hears no alarm.
 */
export function prepareFlowFile(directory: string, log: (line: string) => void, shipped = readShipped()): void {
  const copy = join(directory, flowFileName)
  const beside = join(directory, 'larder.shipped.json')
  const notes = join(directory, 'larder.versions.json')
  const known = readVersions(notes)
  const newest = fingerprint(shipped)
  const own = existsSync(copy) ? fingerprint(readFileSync(copy, 'utf8')) : undefined

  if (existsSync(copy) && own === undefined) {
    const aside = `larder.broken-${Date.now()}.json`
    renameSync(copy, join(directory, aside))
    log(`the flow file could not be read; it is kept as ${aside} and the shipped flow runs instead`)
  }
  const edited = own !== undefined && own !== known.installed && own !== newest
  if (!edited) {
    if (own !== newest) replace(copy, shipped)
    replace(notes, JSON.stringify({ installed: newest, offered: newest }))
    return
  }
  if (known.offered === newest) return
  replace(beside, shipped)
  replace(notes, JSON.stringify({ ...known, offered: newest }))
  log(
    'this version ships a new flow; yours was edited and is kept. To compare, import larder.shipped.json in the editor',
  )
}

const readShipped = () => readFileSync(shippedUrl, 'utf8')

interface Versions {
  /** The shipped flow our copy started from. */
  installed?: string
  /** The newest shipped flow the operator was told of. */
  offered?: string
}

function readVersions(path: string): Versions {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}

/** Of the content, not the spelling: Node-RED writes the file anew at each deploy. Undefined for what is no flow. */
function fingerprint(text: string): string | undefined {
  try {
    const nodes: unknown = JSON.parse(text)
    return Array.isArray(nodes) ? createHash('sha256').update(JSON.stringify(nodes)).digest('hex') : undefined
  } catch {
    return undefined
  }
}

function replace(path: string, text: string): void {
  const draft = `${path}.new`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, path)
}
