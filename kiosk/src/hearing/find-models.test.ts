import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findModels, modelPlaces, noModelAdvice } from './find-models.ts'
import { checkModelFolder } from './model-folder.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'larder-find-'))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const files = ['am/final.mdl', 'conf/mfcc.conf', 'conf/model.conf', 'graph/words.txt', 'graph/phones/word_boundary.int']

function model(name: string, { words = '<eps> 0\n', graph = ['graph/HCLG.fst'], without = '' } = {}): string {
  for (const file of [...files, ...graph]) {
    if (file === without) continue
    const path = join(place, name, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file === 'graph/words.txt' ? words : '')
  }
  return join(place, name)
}

test('models are found by the names of their folders', () => {
  const [zh, en] = [model('vosk-model-small-cn-0.22'), model('vosk-model-small-en-us-0.15')]
  expect(findModels([place]).models).toEqual({
    zh: { folder: zh, takesGrammars: false },
    en: { folder: en, takesGrammars: false },
  })
})

test('a model in a folder of any name is known by the script of its words', () => {
  const zh = model('mandarin', { words: '<eps> 0\n#0 1\n[unk] 2\n三文鱼 3\n退款 4\n' })
  const en = model('voice', { words: '<eps> 0\nsalmon 1\nrefund 2\n' })
  const { models } = findModels([place])
  expect([models.zh?.folder, models.en?.folder]).toEqual([zh, en])
})

test('a place may be one model itself', () => {
  const folder = model('kiosk-en')
  expect(findModels([folder]).models.en?.folder).toBe(folder)
})

test('the first place wins; LARDER_MODELS comes before the data folder', () => {
  const [first, second] = [model('a/model-en'), model('b/model-en')]
  expect(findModels([dirname(first), dirname(second)]).models.en?.folder).toBe(first)
  expect(modelPlaces('/data', { LARDER_MODELS: '/mine' })).toEqual(['/mine', '/data/models'])
  expect(modelPlaces('/data', {})).toEqual(['/data/models'])
})

test.each([...files, 'graph/HCLG.fst'])(
  'a model without %s is refused by that name, for libvosk would end the process',
  (without) => {
    const folder = model('model-en', { without })
    expect(() => checkModelFolder(folder)).toThrow(without)
    expect(findModels([place])).toEqual({ models: {}, faults: [expect.stringContaining(without)] })
  },
)

test('a graph of two parts takes grammars, one of them alone is no graph', () => {
  expect(checkModelFolder(model('a', { graph: ['graph/HCLr.fst', 'graph/Gr.fst'] })).takesGrammars).toBe(true)
  expect(() => checkModelFolder(model('b', { graph: ['graph/HCLr.fst'] }))).toThrow('Gr.fst')
})

test('without any model the advice names the places and the command', () => {
  expect(findModels([join(place, 'nowhere')])).toEqual({ models: {}, faults: [] })
  expect(noModelAdvice('zh', ['/mine', '/data/models'])).toBe(
    'no speech model for zh in /mine or /data/models: run `npm run models`, or point LARDER_MODELS at a folder of Vosk models',
  )
})
