import { z } from 'zod'

/**
 * A name that may stand in a topic, a URL, a file name and a database key unescaped.
 * MQTT wildcards, slashes and spaces are excluded by construction.
 */
export const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'use 1 to 48 of a-z, 0-9 and "-", starting with a letter or digit')

export const siteId = identifier
export const assetId = identifier
export const probeId = identifier
export const deviceId = identifier
