import type { HandCount } from '@larder/contracts/footfall-view'
import { useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { useNow } from '../known.tsx'
import { footfallPaths } from './footfall-paths.ts'

/** A person counts at the door; the cameras’ count of the same time is held against it. */
export function HandCounting({ site }: { site: string }) {
  const { t, format } = useLanguage()
  const { value: counts, reload } = useResource(footfallPaths.handCounts(site))
  const [running, setRunning] = useState<HandCount | null>(null)
  const [tally, setTally] = useState({ in: 0, out: 0 })
  const [failure, setFailure] = useState<Refusal | null>(null)
  const nowMs = useNow(1000)
  const attempt = async (work: () => Promise<void>) => {
    setFailure(null)
    await work().catch((cause: unknown) => setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause))))
  }
  const begin = () =>
    attempt(async () => {
      setTally({ in: 0, out: 0 })
      setRunning(await post(footfallPaths.beginHandCount(site), {}))
    })
  const finish = () =>
    attempt(async () => {
      if (running === null) return
      await post(footfallPaths.finishHandCount(site, running.id), tally)
      setRunning(null)
      reload()
    })
  const finished = (counts ?? []).filter(({ hand }) => hand !== null)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('footfall.hand')}</h2>
        {running === null && (
          <button type="button" className="button" onClick={begin}>
            {t('footfall.hand.begin')}
          </button>
        )}
      </div>
      <p className="muted">{t('footfall.hand.text')}</p>
      {failure !== null && <Failure failure={failure} />}
      {running !== null && (
        <div className="action-form">
          <p>{t('footfall.hand.since', { time: format.duration(Math.max(0, nowMs - running.startedAtMs)) })}</p>
          <div className="footfall-tally">
            {(['in', 'out'] as const).map((direction) => (
              <div key={direction}>
                <button
                  type="button"
                  className="button primary"
                  onClick={() => setTally({ ...tally, [direction]: tally[direction] + 1 })}
                >
                  {t(`footfall.${direction}`)} · {format.number(tally[direction])}
                </button>
                <button
                  type="button"
                  className="button quiet"
                  disabled={tally[direction] === 0}
                  onClick={() => setTally({ ...tally, [direction]: tally[direction] - 1 })}
                >
                  {t('footfall.hand.less', { what: t(`footfall.${direction}`) })}
                </button>
              </div>
            ))}
          </div>
          <div className="form-end">
            <button type="button" className="button" onClick={() => setRunning(null)}>
              {t('footfall.hand.drop')}
            </button>
            <button type="button" className="button primary" onClick={finish}>
              {t('footfall.hand.finish')}
            </button>
          </div>
        </div>
      )}
      {finished.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must be able to come here
        <section className="footfall-scroll" aria-label={t('footfall.hand')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {(['when', 'who', 'by-hand', 'cameras', 'error'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`footfall.hand.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {finished.slice(0, 10).map(({ by, error, hand, id, startedAtMs, system, untilMs }) => (
                <tr key={id}>
                  <td className="nowrap">{format.span(startedAtMs, untilMs ?? undefined)}</td>
                  <td>{by}</td>
                  <td className="nowrap">{hand && `${hand.in} / ${hand.out}`}</td>
                  <td className="nowrap">{system && `${system.in} / ${system.out}`}</td>
                  <td className="nowrap">{error === null ? '–' : `${format.number(error * 100, 1)} %`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
