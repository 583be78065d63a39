import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareFlowFile } from './flow-file.ts'

let directory: string
let log: string[]
const first = '[{"id":"a","type":"tab"}]'
const second = '[{"id":"b","type":"tab"}]'
const edited = '[{"id":"mine","type":"tab"}]'

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-flow-file-'))
  log = []
})
afterEach(() => rmSync(directory, { recursive: true }))

const prepare = (shipped: string) => prepareFlowFile(directory, (line) => log.push(line), shipped)
const own = () => readFileSync(join(directory, 'larder.json'), 'utf8')
const edit = (text: string) => writeFileSync(join(directory, 'larder.json'), text)

test('the first start copies the shipped flow', () => {
  prepare(first)
  expect(own()).toBe(first)
  expect(log).toEqual([])
})

test('a newer flow replaces a copy that nobody edited, however it is spelt', () => {
  prepare(first)
  edit(JSON.stringify(JSON.parse(first), null, 4))
  prepare(second)
  expect(own()).toBe(second)
})

test('an edited copy is kept; the newer flow is laid beside it and named once', () => {
  prepare(first)
  edit(edited)
  prepare(first)
  expect(log).toEqual([])
  prepare(second)
  prepare(second)
  expect(own()).toBe(edited)
  expect(readFileSync(join(directory, 'larder.shipped.json'), 'utf8')).toBe(second)
  expect(log).toHaveLength(1)
  expect(log[0]).toContain('import larder.shipped.json')
})

test('a copy changed to what is shipped counts as unedited again', () => {
  prepare(first)
  edit(second)
  prepare(second)
  prepare(first)
  expect(own()).toBe(first)
})

test('a copy that cannot be read is moved aside and the shipped flow runs', () => {
  prepare(first)
  edit('[{"id":')
  prepare(first)
  expect(own()).toBe(first)
  expect(log[0]).toContain('could not be read')
  expect(readdirSync(directory).filter((name) => name.startsWith('larder.broken-'))).toHaveLength(1)
})

interface FlowNode {
  id: string
  type: string
  wires?: string[][]
  channel?: string
}

test('the shipped flow is whole: every wire ends somewhere and every channel is reached', () => {
  const flow: FlowNode[] = JSON.parse(readFileSync(new URL('./flows/larder.json', import.meta.url), 'utf8'))
  const ids = flow.map(({ id }) => id)
  const ends = flow.flatMap(({ wires = [] }) => wires.flat())
  expect(new Set(ids).size).toBe(ids.length)
  expect(ends.filter((end) => !ids.includes(end))).toEqual([])
  const reached = flow.filter(({ id }) => ends.includes(id)).map(({ channel }) => channel)
  expect(reached).toEqual(expect.arrayContaining(['console', 'mqtt', 'webhook', 'email']))
})
