import { useState } from 'react'
import { paths, type SubjectKind } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { ReportView } from '../report/report-view.tsx'
import { useResource } from '../resource.ts'
import { Failure } from './failure.tsx'
import { InnerHead } from './inner-head.tsx'
import { useKnown } from './known.tsx'
import { LifeBasis } from './life/life-basis.tsx'
import { LinkDrawer } from './link-drawer.tsx'

/** The customer's own report, inside the console. */
export default function GoodsReport({ kind, id }: { kind: SubjectKind; id: string }) {
  const { t } = useLanguage()
  const { value: report, failure, reload } = useResource(paths.report(kind, id))
  const tiles = useKnown().places
  const [linking, setLinking] = useState(false)
  return (
    <div className="page narrow">
      <InnerHead parent={{ href: '/goods', name: t('nav.goods') }} title={id}>
        <button type="button" className="button" onClick={() => setLinking(true)}>
          <Icon name="code" size={18} />
          {t('goods.link')}
        </button>
      </InnerHead>
      {report !== undefined && <ReportView report={report} tiles={tiles} />}
      {report !== undefined && <LifeBasis kind={kind} id={id} />}
      {report === undefined && failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {report === undefined && failure === undefined && <p className="muted">{t('loading')}</p>}
      {linking && <LinkDrawer kind={kind} id={id} onClose={() => setLinking(false)} />}
    </div>
  )
}
