// The one file that must run on a bare clone with any Node ≥ 20: it installs what is missing, then hands over
// to larder.ts on the pinned Node, which runs TypeScript as it is written.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const installedMark = join(root, 'node_modules', '.larder-installed')
const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

install()
await handOver()

function isInstalled() {
  return existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockHash && existsSync(pinnedNode)
}

function install() {
  if (isInstalled()) return
  const release = takeTurn()
  const installed = isInstalled() || npmCi()
  release()
  if (!installed) process.exit(1)
}

// Two commands on a fresh clone at once must not empty node_modules under each other.
function takeTurn() {
  const path = join(root, '.cache', 'installing')
  mkdirSync(dirname(path), { recursive: true })
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (holderIsGone(path)) rmSync(path, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
    }
  }
}

function holderIsGone(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'))
    // 0: just being written.
    if (holder > 0) process.kill(holder, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function npmCi() {
  process.stderr.write('· installing dependencies (npm ci; a minute on a first start)\n')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  // --engine-strict=false: the packages want the pinned Node, which is itself being installed.
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--engine-strict=false']
  // onnxruntime-node would fetch GPU libraries of 300 MB; package.json forbids its script, older npm needs to be told.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  const result = spawnSync(command, [...args, ...flags], { cwd: root, env, stdio: ['ignore', 2, 2] })
  if (result.status !== 0 || !existsSync(pinnedNode)) {
    process.stderr.write(
      '✗ npm ci failed. It needs the npm registry once: check the network (or npm config get registry), then start again.\n',
    )
    return false
  }
  writeFileSync(installedMark, lockHash)
  return true
}

async function handOver() {
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node
  const larder = join(root, 'larder.ts')
  // Compiled code and stripped types are kept: a process starts in half the time and holds 19 MB less (no stripper loaded).
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'larder')
  if (process.version === `v${pinned}`) {
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
    process.argv[1] = larder
    await import('./larder.ts')
    return
  }
  const child = spawn(pinnedNode, [larder, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
