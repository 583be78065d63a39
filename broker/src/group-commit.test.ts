import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GroupCommit } from './group-commit.ts'

let directory: string
let database: DatabaseSync
let commit: GroupCommit

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-commit-'))
  const path = join(directory, 'test.db')
  database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE rows (value BLOB)')
  commit = new GroupCommit(database, `${path}-wal`)
})
afterEach(() => {
  database.close()
  rmSync(directory, { recursive: true, force: true })
})

const insert = (bytes: number) => database.prepare('INSERT INTO rows VALUES (?)').run(Buffer.alloc(bytes))
const count = () => Number(database.prepare('SELECT count(*) AS rows FROM rows').get()?.rows)
const add = (bytes: number): Promise<Error | null> =>
  new Promise((resolve) => commit.add({ apply: () => insert(bytes), done: resolve }))

test('writes are told in order, after all of their group are in', async () => {
  const told: number[] = []
  const all = [1, 2, 3].map((value) => {
    const done = () => {
      expect(count()).toBe(3)
      told.push(value)
    }
    return new Promise<void>((resolve) => {
      commit.add({
        apply: () => insert(10),
        done: () => {
          done()
          resolve()
        },
      })
    })
  })
  await Promise.all(all)
  expect(told).toEqual([1, 2, 3])
  await commit.stop()
})

test('a full disk fails the whole group, keeps nothing of it, and is over when there is room', async () => {
  database.exec('PRAGMA max_page_count = 20')
  const answers = await Promise.all([add(100), add(1_000_000)])
  expect(answers.map((error) => error?.message)).toEqual([expect.stringMatching(/full/), expect.stringMatching(/full/)])
  expect(count()).toBe(0)
  expect(await add(100)).toBeNull()
  database.exec('PRAGMA max_page_count = 4000')
  expect(await add(1_000_000)).toBeNull()
  expect(count()).toBe(2)
  await commit.stop()
})

test('stopping commits what nobody waits for', async () => {
  commit.addLazily({ apply: () => insert(10) })
  await commit.stop()
  expect(count()).toBe(1)
})
