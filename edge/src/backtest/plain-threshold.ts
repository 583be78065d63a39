/** What a rule of one limit and one delay would have raised: air above the limit in every sample for the delay. */
export function plainAlarms(
  samples: readonly { atMs: number; celsius: number }[],
  limitCelsius: number,
  delayMinutes: number,
): number {
  let alarms = 0
  let sinceMs = Number.NaN
  let raised = false
  for (const { atMs, celsius } of samples) {
    if (!(celsius > limitCelsius)) {
      sinceMs = Number.NaN
      raised = false
      continue
    }
    if (Number.isNaN(sinceMs)) sinceMs = atMs
    if (raised || atMs - sinceMs < delayMinutes * 60_000) continue
    raised = true
    alarms++
  }
  return alarms
}
