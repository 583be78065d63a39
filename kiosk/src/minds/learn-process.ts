import { renameSync, writeFileSync } from 'node:fs'
import { packModel } from '@larder/assistant/classifier/model-file'
import { learnIntents, type ToLearn } from '@larder/assistant/learning/learn'

/** What the kiosk tells the process in which it learns. */
export interface LearnTask {
  learn: ToLearn
  path: string
}

// In a process of its own: it takes seconds of a processor and memory that is given back at its end.
process.once('message', ({ learn, path }: LearnTask) => {
  writeFileSync(`${path}.partial`, packModel(learnIntents(learn)), { mode: 0o600 })
  renameSync(`${path}.partial`, path)
  process.disconnect()
})
