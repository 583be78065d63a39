import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Command } from '@larder/contracts/room'
import { afterSalesCommand } from './after-sales/after-sales-command.ts'
import { cameraAddCommand, cameraCommand } from './camera/camera-command.ts'
import { scenarioPath } from './running-world.ts'
import { isScenarioName, scenarioNames, scenarios, unknownScenario } from './scenarios.ts'

export const commands: Command[] = [
  {
    name: 'scenario',
    usage: 'scenario [NAME]',
    summary: 'Make the running simulation play a scenario; without a name, list them',
    async run([name], { dataDirectory, out, error }) {
      if (name === undefined) {
        for (const known of scenarioNames) out(`${known.padEnd(20)}${scenarios[known].summary}`)
        return 0
      }
      if (!isScenarioName(name)) {
        error(unknownScenario(name))
        return 2
      }
      const path = scenarioPath(dataDirectory)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${name}\n`)
      out(`scenario ${name}: ${scenarios[name].summary}`)
      return 0
    },
  },
  afterSalesCommand,
  cameraAddCommand,
  cameraCommand,
]
