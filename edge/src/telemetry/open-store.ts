import { join } from 'node:path'
import type { TelemetryConfiguration } from '@larder/contracts/configuration'
import { SqliteStore } from './sqlite-store.ts'
import type { TelemetryStore } from './store.ts'

/**
 * The configured store, not yet started. The edge opens it for writing; every other process with `readOnly`.
 * The InfluxDB client is loaded only where it is configured.
 */
export async function openStore(
  configuration: TelemetryConfiguration,
  dataDirectory: string,
  options: { readOnly?: boolean } = {},
): Promise<TelemetryStore> {
  const readOnly = options.readOnly ?? false
  const directory = join(dataDirectory, 'edge')
  if (configuration.store === 'sqlite') return new SqliteStore({ file: join(directory, 'telemetry.db'), readOnly })
  const { InfluxStore } = await import('./influx-store.ts')
  return new InfluxStore({ ...configuration, dirtyFile: join(directory, 'rollup.db'), readOnly })
}
