import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkModelFolder } from '../hearing/model-folder.ts'
import { fetchModel } from './fetch-model.ts'
import { runModels } from './models-command.ts'
import type { PublishedModel } from './official-models.ts'

const name = 'vosk-model-small-en-tiny'
const noise = new Uint8Array(200_000).map((_, at) => (at * 7919) % 251)
const text = (words: string) => new TextEncoder().encode(words)
const whole = {
  [`${name}/am/final.mdl`]: noise,
  [`${name}/conf/mfcc.conf`]: text('--sample-frequency=16000'),
  [`${name}/conf/model.conf`]: text('--beam=12'),
  [`${name}/graph/HCLG.fst`]: text('graph'),
  [`${name}/graph/words.txt`]: text('<eps> 0\nsalmon 1\n'),
  [`${name}/graph/phones/word_boundary.int`]: text('1 nonword'),
}
const published = (zip: Uint8Array): PublishedModel => ({
  language: 'en',
  name,
  bytes: zip.length,
  sha256: createHash('sha256').update(zip).digest('hex'),
})
const zip = zipSync(whole, { level: 0 })

let folder: string
let server: Server | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-models-'))
  vi.stubEnv('LARDER_MODELS', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  server?.close()
  server?.closeAllConnections()
  server = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`
}

/** Serves the ZIP with ranges; of the first answer only the beginning comes, and the line stays open. */
function withRanges(asked: (string | undefined)[]): RequestListener {
  return (request, response) => {
    asked.push(request.headers.range)
    const from = Number(request.headers.range?.match(/^bytes=(\d+)-$/)?.[1] ?? 0)
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': zip.length - from })
    if (asked.length > 1) response.end(zip.subarray(from))
    else response.write(zip.subarray(0, 90_000))
  }
}

const fetchIt = (model: PublishedModel, from: string) => fetchModel(model, { folder, from, onProgress: () => {} })
const left = () => readdirSync(folder).sort()

test('a fetch that was cut off goes on where it stopped, and the model is whole', async () => {
  const asked: (string | undefined)[] = []
  const from = await serve(withRanges(asked))
  const cut = () => server?.closeAllConnections()
  await expect(fetchModel(published(zip), { folder, from, onProgress: cut })).rejects.toThrow('could not be fetched')
  const got = readFileSync(join(folder, `.${name}.zip.part`)).length
  expect(got).toBeGreaterThan(0)
  expect(existsSync(join(folder, name))).toBe(false)
  await fetchIt(published(zip), from)
  expect(asked).toEqual([undefined, `bytes=${got}-`])
  expect(checkModelFolder(join(folder, name)).takesGrammars).toBe(false)
  expect(left()).toEqual([name])
})

test('a server without ranges is fetched from its start again', async () => {
  writeFileSync(join(folder, `.${name}.zip.part`), 'an old beginning')
  const from = await serve((_request, response) => void response.end(zip))
  await fetchIt(published(zip), from)
  expect(left()).toEqual([name])
})

test('a damaged file is refused by its SHA-256 and removed', async () => {
  const damaged = Uint8Array.from(zip)
  damaged[1000] = (damaged[1000] ?? 0) ^ 1
  const from = await serve((_request, response) => void response.end(damaged))
  await expect(fetchIt(published(zip), from)).rejects.toThrow(/not the file we know \(SHA-256 [0-9a-f]{64}/)
  expect(left()).toEqual([])
})

test('a file that is longer than it should be is not fetched to its end', async () => {
  const from = await serve((_request, response) => void response.end(Buffer.alloc(zip.length * 3)))
  await expect(fetchIt(published(zip), from)).rejects.toThrow('not the file we know')
  expect(left()).toEqual([])
})

test('a ZIP that writes outside its folder is refused', async () => {
  const hostile = zipSync({ ...whole, '../../outside.txt': text('gone') })
  const from = await serve((_request, response) => void response.end(hostile))
  await expect(fetchIt(published(hostile), from)).rejects.toThrow('outside its folder')
  expect(existsSync(join(folder, name))).toBe(false)
  expect(existsSync(join(folder, '../outside.txt'))).toBe(false)
})

test('a ZIP that is no model is refused, naming what is missing', async () => {
  const other = zipSync({ [`${name}/graph/words.txt`]: text('salmon 1') })
  const from = await serve((_request, response) => void response.end(other))
  await expect(fetchIt(published(other), from)).rejects.toThrow('am/final.mdl')
  expect(left()).toEqual([`.${name}.zip.part`])
})

function run(args: string[], model: PublishedModel) {
  const lines = { out: [] as string[], error: [] as string[] }
  const context = {
    dataDirectory: folder,
    out: (line: string) => lines.out.push(line),
    error: (line: string) => lines.error.push(line),
  } as unknown as CommandContext
  return runModels(args, context, [model]).then((code) => ({ code, ...lines }))
}

test('the command tells progress, then where each model is, and fetches nothing twice', async () => {
  let asked = 0
  const from = await serve((_request, response) => {
    asked++
    response.end(zip)
  })
  const first = await run(['fetch', '--from', from], published(zip))
  expect(first.code).toBe(0)
  expect(first.out.at(0)).toMatch(/^· vosk-model-small-en-tiny: 0\.\d of 0\.2 MB$/)
  expect(first.out.slice(-2)).toEqual(['zh  no model', `en  ${join(folder, 'models', name)}`])
  await run([], published(zip))
  expect(asked).toBe(1)
})

test('without a network it says plainly what to do', async () => {
  const from = await serve((_request, response) => void response.destroy())
  const { code, error } = await run(['--from', from], published(zip))
  expect(code).toBe(1)
  expect(error.join('\n')).toContain(`on another machine fetch\n  ${from}${name}.zip`)
  expect(error.join('\n')).toContain(join(folder, 'models'))
})

test('a wrong address is refused with the usage', async () => {
  const { code, error } = await run(['--from', 'ftp://models'], published(zip))
  expect([code, error.at(-1)]).toEqual([2, 'usage: larder models [fetch] [--from URL]'])
})
