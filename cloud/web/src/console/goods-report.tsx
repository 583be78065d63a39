import { useState } from 'react'
import { Link } from 'wouter'
import { paths, type SubjectKind } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { ReportView } from '../report/report-view.tsx'
import { useResource } from '../resource.ts'
import { Failure } from './failure.tsx'
import { useKnown } from './known.tsx'
import { LinkDrawer } from './link-drawer.tsx'

/** The customer's own report, inside the console. */
export default function GoodsReport({ kind, id }: { kind: SubjectKind; id: string }) {
  const { t } = useLanguage()
  const { value: report, failure, reload } = useResource(paths.report(kind, id))
  const tiles = useKnown().places
  const [linking, setLinking] = useState(false)
  return (
    <div className="page narrow">
      <header className="page-head">
        <div>
          <Link href="/goods" className="back">
            <Icon name="back" size={18} />
            {t('nav.goods')}
          </Link>
          <h1>{id}</h1>
        </div>
        <button type="button" className="button" onClick={() => setLinking(true)}>
          <Icon name="code" size={18} />
          {t('goods.link')}
        </button>
      </header>
      {report !== undefined && <ReportView report={report} tiles={tiles} />}
      {report === undefined && failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {report === undefined && failure === undefined && <p className="muted">{t('loading')}</p>}
      {linking && <LinkDrawer kind={kind} id={id} onClose={() => setLinking(false)} />}
    </div>
  )
}
