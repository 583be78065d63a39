import { type LearnRequest, learn } from './learn.ts'

process.once('message', (request: LearnRequest) => {
  process.send?.(learn(request), () => process.disconnect())
})
