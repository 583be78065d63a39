import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { protocolDocument, told } from './protocol-document.ts'
import { type Kind, topics } from './topics.ts'

test.each(Object.keys(topics) as Kind[])('the example of "%s" passes its own schema', (kind) => {
  expect(topics[kind].payload.safeParse(told[kind].example).error).toBeUndefined()
})

test('docs/protocol.md is what the schemas say', () => {
  expect(readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')).toBe(protocolDocument())
})
