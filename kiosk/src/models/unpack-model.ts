import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { checkModelFolder } from '../hearing/model-folder.ts'

/** A small model unpacks to 70 MB; a ZIP that claims far more is none. */
const mostBytes = 500_000_000

/** Unpacks a ZIP with one folder called `name` into `folder`. @throws when it is broken, leaves the folder, or is no model */
export async function unpackModel(zip: string, folder: string, name: string): Promise<void> {
  const { unzipSync } = await import('fflate')
  const unpacking = join(folder, `.${name}.unpacking`)
  rmSync(unpacking, { recursive: true, force: true })
  try {
    let claimed = 0
    const files = unzipSync(readFileSync(zip), {
      filter: ({ originalSize }) => {
        claimed += originalSize
        if (claimed > mostBytes) throw new Error(`${name}: the ZIP unpacks to more than ${mostBytes} bytes`)
        return true
      },
    })
    for (const [path, bytes] of Object.entries(files)) write(unpacking, path, bytes)
    checkModelFolder(join(unpacking, name))
    rmSync(join(folder, name), { recursive: true, force: true })
    renameSync(join(unpacking, name), join(folder, name))
  } finally {
    rmSync(unpacking, { recursive: true, force: true })
  }
}

function write(folder: string, path: string, bytes: Uint8Array): void {
  const target = normalize(join(folder, path))
  if (!target.startsWith(folder + sep)) throw new Error(`the ZIP wants to write outside its folder: ${path}`)
  if (path.endsWith('/')) return
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
}
