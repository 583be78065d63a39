import { z } from 'zod'
import type { AssetKind } from './site.ts'

/** Where in its life the goods are: rules and the report's timeline tell these apart. */
export const phase = z.enum(['origin', 'transit', 'storage', 'cabinet'])

export type Phase = z.infer<typeof phase>

/** What an asset is used for, where no consignment says it. */
export const phaseOfAsset: Record<AssetKind, Phase> = { truck: 'transit', warehouse: 'storage', cabinet: 'cabinet' }
