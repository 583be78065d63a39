import { execFile } from 'node:child_process'
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const debianPostgres = '/usr/lib/postgresql'

export interface DatabaseServer {
  /** DATABASE_URL, or undefined for the embedded database. */
  url: string | undefined
  stop(): Promise<void>
}

/** The databases the same tests run on: always the embedded one, and Debian's PostgreSQL where it is installed. */
export async function databasesUnderTest(): Promise<{ name: string; start(): Promise<DatabaseServer> }[]> {
  const embedded = { name: 'sqlite', start: async () => ({ url: undefined, stop: async () => {} }) }
  const programs = await postgresPrograms()
  if (programs === undefined) {
    console.warn('PostgreSQL is not installed, its tests are skipped: apt-get install postgresql')
    return [embedded]
  }
  return [embedded, { name: 'postgresql', start: () => startPostgres(programs) }]
}

async function postgresPrograms(): Promise<string | undefined> {
  const versions = await readdir(debianPostgres).catch(() => [])
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  return newest === undefined ? undefined : join(debianPostgres, newest, 'bin')
}

async function startPostgres(programs: string): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-postgres-'))
  const asServer = await asPostgresUser(folder)
  const data = join(folder, 'data')
  await asServer(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'larder', '-E', 'UTF8', '--no-sync'])
  const port = await freePort()
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c shared_buffers=16MB -c fsync=off`
  const log = join(folder, 'log')
  await asServer(join(programs, 'pg_ctl'), ['-D', data, '-w', '-l', log, '-o', settings, 'start'])
  return {
    url: `postgres://larder@127.0.0.1:${port}/postgres`,
    async stop() {
      await asServer(join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root, so root runs it as Debian's own account for it. */
async function asPostgresUser(folder: string): Promise<(program: string, args: string[]) => Promise<unknown>> {
  if (process.getuid?.() !== 0) return (program, args) => run(program, args, { cwd: folder })
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  )
  await chown(folder, Number(uid), Number(gid))
  return (program, args) => run('runuser', ['-u', 'postgres', '--', program, ...args], { cwd: folder })
}

/** pg_ctl cannot be asked which port it took, so one that was free a moment ago is given to it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
