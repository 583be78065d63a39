import { readPicture } from '../picture.ts'
import { PictureRefused } from '../picture-refused.ts'
import { readFaces } from '../read-faces.ts'
import type { EngineAnswer, EngineRequest } from './engine-message.ts'
import { loadFaceApi } from './face-api.ts'

/** The process that face models live in. One picture at a time; nothing is kept of any. */
const networks = await loadFaceApi()

const answer = (message: EngineAnswer): void => {
  process.send?.(message)
}

async function read({ id, bytes, care }: EngineRequest): Promise<void> {
  try {
    const before = process.cpuUsage()
    const picture = await readPicture(bytes)
    const reading = await readFaces(picture, networks, care)
    const { user, system } = process.cpuUsage(before)
    answer({ kind: 'read', id, reading: { ...reading, cpuMs: (user + system) / 1000 } })
  } catch (error) {
    // An unknown throw may quote what it choked on: it is not passed on.
    const why = error instanceof PictureRefused ? error.message : 'the face engine failed on this picture'
    answer({ kind: 'refused', id, why })
  }
}

let turn: Promise<void> = Promise.resolve()
process.on('message', (request: EngineRequest) => {
  turn = turn.then(() => read(request))
})
process.on('disconnect', () => process.exit(0))
answer({ kind: 'ready' })
