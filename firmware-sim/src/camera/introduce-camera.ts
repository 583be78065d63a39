import { join } from 'node:path'
import { Accounts } from '@larder/broker/accounts'
import { readSiteFile, withCamera, writeSiteFile } from '@larder/broker/site-file'

export const cameraAccount = (name: string): string => `camera-${name}`.slice(0, 48)

/**
 * Makes a camera known to the site whose data folder this is: in larder.json, which the edge follows, and as an account
 * that may send this camera's pictures and nothing else.
 * @returns a fresh password; the one before ends
 */
export async function introduceCamera(
  dataDirectory: string,
  { site, name }: { site: string; name: string },
): Promise<{ account: string; password: string }> {
  const path = join(dataDirectory, 'larder.json')
  const changed = withCamera(readSiteFile(path), { site, name })
  const account = cameraAccount(name)
  const accounts = new Accounts(dataDirectory)
  try {
    const known = accounts.list().find(({ device }) => device === account)
    const password = known
      ? await accounts.rotate(account)
      : ((await accounts.add([{ device: account, grants: [{ site, camera: name }] }])).get(account) as string)
    if (changed) writeSiteFile(path, changed)
    return { account, password }
  } finally {
    accounts.close()
  }
}
