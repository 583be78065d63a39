import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { DetectorProcess } from './detector-process.ts'
import { usualDetector } from './open-detector.ts'

/** Every file of ours that this one imports, at once or later, and every package. */
function importedBy(entry: URL): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file.href)) continue
    files.add(file.href)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import|resolve)\s*\(?\s*'([^']+)'/g)) {
      if (name.startsWith('.')) waiting.push(new URL(name, file))
      else packages.add(name)
    }
  }
  return { files, packages }
}

test('nothing that the process which looks at pictures can load knows faces', () => {
  const { files, packages } = importedBy(new URL('./detector-child.ts', import.meta.url))
  expect(files.size).toBeGreaterThan(8)
  expect([...files].filter((file) => !file.includes('/edge/src/footfall/'))).toEqual([])
  expect([...packages].filter((name) => /face|kiosk/.test(name))).toEqual([])
  const models = [...files].flatMap(
    (file) => readFileSync(new URL(file), 'utf8').match(/[\w-]+\.(json|bin|onnx)\b/g) ?? [],
  )
  expect(models.filter((name) => /face|iris|emotion|embed|gender|age/.test(name))).toEqual([])
})

test('the process that has looked at a picture has no face model open or in its memory', async () => {
  const jpeg = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  const { promise: seen, resolve } = Promise.withResolvers<void>()
  const detector = new DetectorProcess({ detector: usualDetector }, ({ kind }) => kind === 'seen' && resolve())
  detector.start()
  detector.offer({ camera: 'door', jpeg, atMs: 1 })
  await seen
  const maps = readFileSync(`/proc/${detector.pid}/maps`, 'utf8')
  await detector.stop()
  expect(maps).toMatch(/onnxruntime|sharp/)
  expect(maps).not.toMatch(/face/i)
})
