import type { Command } from '@larder/contracts/room'
import { facesEvaluateCommand } from './faces/evaluation/evaluate-command.ts'
import { hearCommand } from './hearing/hear-command.ts'
import { modelsCommand } from './models/models-command.ts'
import { sayCommand } from './speaking/say-command.ts'

export const commands: Command[] = [facesEvaluateCommand, hearCommand, modelsCommand, sayCommand]
