import type { Command } from '@larder/contracts/room'
import { evaluateCommand } from './classifier/evaluate-command.ts'
import { trainCommand } from './classifier/train-command.ts'
import { chatCommand } from './mind/chat-command.ts'
import { moodCommand } from './mood/mood-command.ts'

export const commands: Command[] = [chatCommand, evaluateCommand, moodCommand, trainCommand]
