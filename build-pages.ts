import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lockFile } from './file-lock.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
/** The cloud's consoles and reports, and the kiosk's screen. */
const webs = ['cloud/web', 'kiosk/web']
const marks = webs.map((web) => join(root, web, 'dist', '.built-from'))

/** Builds the web pages when their sources changed since the last build. @throws with Vite's output */
export async function buildPages(step: (line: string) => void): Promise<void> {
  const fingerprint = sourcesFingerprint()
  if (isBuilt(fingerprint)) return
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  // Two sites that start at once must not empty dist under each other.
  const release = lockFile(join(cache, 'building-pages'), 300_000)
  if (!release)
    throw new Error('another Larder has been building the pages for five minutes: stop it, then start again')
  try {
    if (isBuilt(fingerprint)) return
    step('building the pages')
    for (const web of webs) await vite(web)
    for (const mark of marks) writeFileSync(mark, fingerprint)
  } finally {
    release()
  }
}

const isBuilt = (fingerprint: string): boolean =>
  marks.every((mark) => existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint)

/** Sizes and change times, not contents: a second start must cost milliseconds. */
function sourcesFingerprint(): string {
  const hash = createHash('sha256')
  const sources = webs.map((web) => `${web}/**/*.{ts,tsx,css,html,svg}`)
  const files = [...sources, 'kiosk/src/audio/*.ts', 'contracts/src/*.ts', 'package-lock.json'].flatMap((pattern) =>
    globSync(pattern, { cwd: root, exclude: (name) => name === 'dist' || name === 'node_modules' }),
  )
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function vite(web: string): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', web, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the pages could not be built:\n${output}`))))
  })
}
