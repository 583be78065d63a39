import type { Command, CommandContext } from './room.ts'

interface ParsedCommand<Asked extends object> {
  name: string
  usage: string
  summary: string
  /** What the arguments ask for, or in words what is wrong with them. */
  read(args: string[]): Asked | string
  /** Resolves to the exit code. */
  run(asked: Asked, context: CommandContext): Promise<number>
  /** What an error is about, such as the file. */
  about?(asked: Asked): string
}

/** A command that parses its arguments at the door (2 when they are wrong) and tells what it throws in a line (1). */
export const parsedCommand = <Asked extends object>({
  name,
  usage,
  summary,
  read,
  run,
  about = () => '',
}: ParsedCommand<Asked>): Command => ({
  name,
  usage,
  summary,
  async run(args, context) {
    const asked = read(args)
    if (typeof asked === 'string') {
      context.error(`${asked}\nusage: ${usage}`)
      return 2
    }
    try {
      return await run(asked, context)
    } catch (error) {
      const subject = about(asked)
      const where = subject === '' ? name : `${name}: ${subject}`
      context.error(`${where}: ${error instanceof Error ? error.message : error}`)
      return 1
    }
  },
})
