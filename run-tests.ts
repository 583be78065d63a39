import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildPages } from './build-pages.ts'
import { missingPackages } from './debian.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** `npm test`: says what is missing, checks types, lint and format, then runs every test. @returns the exit code */
export async function runTests(args: string[]): Promise<number> {
  const missing = missingPackages()
  for (const { feature } of missing) console.log(`· skipped here: ${feature}`)
  if (missing.length > 0)
    console.log(
      `· for the full suite: apt-get install ${missing.map(({ command }) => command.split(' ').at(-1)).join(' ')}`,
    )
  const checks: [what: string, script: string, args: string[]][] = [
    ['types', 'node_modules/typescript/bin/tsc', ['--noEmit']],
    ['types of the pages', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'cloud/web']],
    ['lint and format', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']],
  ]
  if (args.length === 0) {
    for (const [what, script, scriptArgs] of checks) {
      console.log(`· checking ${what}`)
      if (run(script, scriptArgs) !== 0) return 1
    }
  }
  await buildPages((line) => console.log(`· ${line}`))
  return run('node_modules/vitest/vitest.mjs', ['run', ...args])
}

function run(script: string, args: string[]): number {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1
}
