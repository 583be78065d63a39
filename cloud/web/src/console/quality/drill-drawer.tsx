import type { Balance, Drill } from '@larder/contracts/recall'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Fact } from '../../report/facts.tsx'
import { useResource } from '../../resource.ts'
import { Drawer } from '../drawer.tsx'
import { Failure } from '../failure.tsx'
import { useKnown, useNow } from '../known.tsx'
import { qualityPaths } from './quality-paths.ts'
import { mayDecide, SignedForm, textOf } from './signed-form.tsx'

interface DrillDrawerProps {
  id: string
  onClose(): void
  onDone(): void
}

/** One mock recall: while it runs, the counting; afterwards, its report. */
export function DrillDrawer({ id, onClose, onDone }: DrillDrawerProps) {
  const { t } = useLanguage()
  const { value: drill, failure, reload } = useResource(qualityPaths.drill(id))
  const finished = () => {
    reload()
    onDone()
  }
  return (
    <Drawer title={`${t('quality.drill')}${drill === undefined ? '' : ` · ${drill.lot}`}`} onClose={onClose}>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {drill !== undefined && <DrillReport drill={drill} onFinished={finished} />}
    </Drawer>
  )
}

function DrillReport({ drill, onFinished }: { drill: Drill; onFinished: () => void }) {
  const { t, format } = useLanguage()
  const { session } = useKnown()
  const nowMs = useNow(1000)
  const ended = drill.finishedAtMs !== null
  return (
    <>
      <dl className="facts figures">
        <Fact name={t(ended ? 'quality.drill.took' : 'quality.drill.running')}>
          {format.duration((drill.finishedAtMs ?? nowMs) - drill.startedAtMs)}
        </Fact>
        {ended && <Fact name={t('quality.drill.percent')}>{format.number(drill.balance.percentFound, 1)} %</Fact>}
      </dl>
      <p>{t('quality.drill.counts', { ...drill.found })}</p>
      <p className="muted small">{t('quality.drill.search', { ms: format.number(drill.searchMs) })}</p>
      {drill.truncated.length > 0 && <p className="notice critical">{t('quality.truncated')}</p>}
      <BalanceTable balance={drill.balance} />
      {ended && drill.note !== '' && <p>{drill.note}</p>}
      {ended && (
        <p className="muted small">
          {t('quality.drill.ended', { by: drill.finishedBy ?? '', at: format.dateTime(drill.finishedAtMs ?? 0) })}
        </p>
      )}
      {!ended && mayDecide(session.role) && <Counting drill={drill} onFinished={onFinished} />}
    </>
  )
}

const parts = ['received', 'sold', 'held', 'wasted', 'unaccounted'] as const

/** received = sold + held + wasted + unaccounted, in the recalled lot's own unit. */
function BalanceTable({ balance }: { balance: Balance }) {
  const { t, format } = useLanguage()
  return (
    <table className="balance">
      <tbody>
        {parts.map((part) => (
          <tr key={part} className={part}>
            <th scope="row">{t(`quality.balance.${part}`)}</th>
            <td className="figure">{format.number(balance[part], 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Counting({ drill, onFinished }: { drill: Drill; onFinished: () => void }) {
  const { t, format } = useLanguage()
  const finish = async (form: FormData): Promise<void> => {
    const counts = drill.balance.lots.map(({ lot }) => ({
      lot,
      held: Number(textOf(form, `held ${lot}`)),
      wasted: Number(textOf(form, `wasted ${lot}`)),
    }))
    const counted = counts.filter(({ held, wasted }) => held > 0 || wasted > 0)
    await post(qualityPaths.finishDrill(drill.id), { counts: counted, note: textOf(form, 'note') })
    onFinished()
  }
  return (
    <SignedForm submit={t('quality.drill.finish')} signed={false} onSubmit={finish}>
      <h3>{t('quality.drill.count')}</h3>
      <table className="counting">
        <thead>
          <tr>
            <th scope="col">{t('quality.lot')}</th>
            <th scope="col">{t('quality.balance.held')}</th>
            <th scope="col">{t('quality.balance.wasted')}</th>
          </tr>
        </thead>
        <tbody>
          {drill.balance.lots.map(({ lot, unaccounted }) => (
            <tr key={lot}>
              <td>
                {lot}
                <small className="muted">
                  {t('quality.drill.open-quantity', { n: format.number(unaccounted, 2) })}
                </small>
              </td>
              {(['held', 'wasted'] as const).map((part) => (
                <td key={part}>
                  <input
                    name={`${part} ${lot}`}
                    type="number"
                    min={0}
                    step="any"
                    defaultValue={0}
                    aria-label={`${t(`quality.balance.${part}`)} ${lot}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <label className="field">
        {t('quality.note')}
        <textarea name="note" rows={2} maxLength={2000} />
      </label>
    </SignedForm>
  )
}
