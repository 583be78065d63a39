import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SerialLine } from './serial-line.ts'

let directory: string
let line: SerialLine
let heard: Buffer
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-pty-'))
  heard = Buffer.alloc(0)
  line = new SerialLine({
    path: join(directory, 'run', 'port'),
    receive: (bytes) => {
      heard = Buffer.concat([heard, bytes])
    },
  })
})
afterEach(() => {
  line.unplug()
  rmSync(directory, { recursive: true })
})

const open = () =>
  openSync(join(directory, 'run', 'port'), constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
const readAll = (fd: number): Buffer => {
  const into = Buffer.alloc(65_536)
  try {
    return into.subarray(0, readSync(fd, into))
  } catch {
    return Buffer.alloc(0)
  }
}
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, value) => value))

test('every byte passes both ways unchanged', async () => {
  line.plug()
  const port = open()
  line.send(everyByte)
  expect(readAll(port)).toEqual(everyByte)
  writeSync(port, everyByte)
  await vi.waitFor(() => expect(heard).toEqual(everyByte))
  closeSync(port)
})

test('what is said while nobody listens is lost, however much it is', () => {
  line.plug()
  for (let count = 0; count < 1000; count++) line.send(everyByte)
  const port = open()
  expect(readAll(port)).toHaveLength(0)
  line.send(Buffer.from('now'))
  expect(readAll(port).toString()).toBe('now')
  closeSync(port)
})

test('a reader that does not read holds nothing up', () => {
  line.plug()
  const port = open()
  for (let count = 0; count < 1000; count++) line.send(everyByte)
  expect(readAll(port).length).toBeGreaterThan(0)
  closeSync(port)
})

test('it can be opened again and again', async () => {
  line.plug()
  for (let count = 0; count < 3; count++) {
    const port = open()
    writeSync(port, Buffer.from([count]))
    await vi.waitFor(() => expect(heard).toHaveLength(count + 1))
    closeSync(port)
    expect(line.listened()).toBe(false)
  }
})

test('unplugged, its name is gone; plugged in again, it is back', () => {
  line.plug()
  const path = join(directory, 'run', 'port')
  expect(lstatSync(path).isSymbolicLink()).toBe(true)
  line.unplug()
  expect(existsSync(path)).toBe(false)
  line.send(everyByte)
  line.plug()
  const port = open()
  line.send(Buffer.from('back'))
  expect(readAll(port).toString()).toBe('back')
  closeSync(port)
})

test('a process that leads its session outlives its own unplugging', async () => {
  const script = `
    import { SerialLine } from ${JSON.stringify(new URL('./serial-line.ts', import.meta.url).href)}
    const line = new SerialLine({ path: ${JSON.stringify(join(directory, 'run', 'detached'))} })
    line.plug()
    line.unplug()
    setTimeout(() => console.log('alive'), 50)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { detached: true })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += bytes
  })
  const [code, signal] = await once(child, 'close')
  expect([said.trim(), code, signal]).toEqual(['alive', 0, null])
})
