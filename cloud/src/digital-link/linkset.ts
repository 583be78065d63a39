import type { Bilingual } from '@larder/contracts/site'

export interface Target {
  /** The Digital Link that was asked. */
  anchor: string
  /** The lot's report. */
  report: string
  name: Bilingual
  recalled: boolean
}

const voc = 'https://gs1.org/voc/'

/** What a code leads to, as RFC 9264 and GS1's resolver standard have it: the default, and each by its type. */
export function linkset({ anchor, report, name, recalled }: Target) {
  const inBoth = [{ href: report, title: name.en, type: 'text/html', hreflang: ['en', 'zh'] }]
  return {
    linkset: [
      {
        anchor,
        itemDescription: name.en,
        [`${voc}defaultLink`]: inBoth,
        [`${voc}traceability`]: inBoth,
        ...(recalled ? { [`${voc}recallStatus`]: inBoth } : {}),
      },
    ],
  }
}

/** Whether there is a link of the type asked for; types are written out, or short as `gs1:traceability`. */
export function hasLinkType(type: string, target: Target): boolean {
  const [links] = linkset(target).linkset
  return links !== undefined && Object.hasOwn(links, type.replace(/^gs1:/, voc))
}
