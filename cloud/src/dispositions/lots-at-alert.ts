import type { Situation } from '@larder/contracts/situation'
import type { Database } from '../database/open.ts'

const maxLots = 200

/** The lots that lay in the asset while the situation lasted. */
export async function lotsAt(database: Database, situation: Situation): Promise<string[]> {
  const { site, asset, fromMs, untilMs } = situation
  let query = database
    .selectFrom('consignmentLeg')
    .innerJoin('consignmentLot', 'consignmentLot.consignment', 'consignmentLeg.consignment')
    .select('lot')
    .distinct()
    .where('site', '=', site)
    .where('asset', '=', asset)
    .where(({ or, eb }) => or([eb('consignmentLeg.untilMs', 'is', null), eb('consignmentLeg.untilMs', '>', fromMs)]))
  if (untilMs !== undefined) query = query.where('consignmentLeg.fromMs', '<', untilMs)
  return (await query.orderBy('lot').limit(maxLots).execute()).map(({ lot }) => lot)
}
