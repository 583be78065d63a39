import type { EngineAnswer, EngineRequest } from './engine-message.ts'

/** Stands in for the engine's process: hangs on an empty picture, dies on one byte, answers any other. */
const answer = (message: EngineAnswer): boolean | undefined => process.send?.(message)

process.on('message', ({ id, bytes }: EngineRequest) => {
  if (bytes.length === 1) process.exit(1)
  if (bytes.length > 1) answer({ kind: 'read', id, reading: { faces: 0, cpuMs: 0 } })
})
answer({ kind: 'ready' })
