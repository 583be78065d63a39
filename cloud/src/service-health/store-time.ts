/** The day and hour of an instant by a store's clocks; a formatter per zone is kept, for making one is slow. */
export function storeTime(atMs: number, timeZone: string): { day: string; hour: number } {
  let format = formats.get(timeZone)
  if (format === undefined) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' } as const
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...parts })
    formats.set(timeZone, format)
  }
  // Swedish writes ISO 8601: "2026-11-20 09".
  const [day = '', hour = ''] = format.format(atMs).split(' ')
  return { day, hour: Number(hour) }
}

const formats = new Map<string, Intl.DateTimeFormat>()
