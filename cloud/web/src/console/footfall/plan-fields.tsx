import type { CameraPlan, Place, PlanLine, PlanZone } from '@larder/contracts/footfall-plan'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'

/** The same lines and zones as names and numbers: by keyboard, and exact. */
export function PlanFields({ plan, onChange }: { plan: CameraPlan; onChange: (plan: CameraPlan) => void }) {
  const { t } = useLanguage()
  const { lines, zones } = plan
  const setLine = (index: number, change: Partial<PlanLine>) =>
    onChange({ ...plan, lines: lines.map((line, at) => (at === index ? { ...line, ...change } : line)) })
  const setZone = (index: number, change: Partial<PlanZone>) =>
    onChange({ ...plan, zones: zones.map((zone, at) => (at === index ? { ...zone, ...change } : zone)) })
  const middle: PlanLine = { name: '', from: { x: 0.25, y: 0.5 }, to: { x: 0.75, y: 0.5 }, entrance: true }
  return (
    <>
      {lines.length + zones.length === 0 && <p className="muted">{t('footfall.plan.empty')}</p>}
      {lines.map((line, index) => (
        <fieldset key={index} className="footfall-part">
          <legend>{t('footfall.line')}</legend>
          <Name name={line.name} onChange={(name) => setLine(index, { name })} />
          <PlaceFields label={t('footfall.from')} place={line.from} onChange={(from) => setLine(index, { from })} />
          <PlaceFields label={t('footfall.to')} place={line.to} onChange={(to) => setLine(index, { to })} />
          <label className="footfall-check">
            <input
              type="checkbox"
              checked={line.entrance}
              onChange={(event) => setLine(index, { entrance: event.target.checked })}
            />
            {t('footfall.entrance')}
          </label>
          <div className="quick">
            <button type="button" className="chip" onClick={() => setLine(index, { from: line.to, to: line.from })}>
              {t('footfall.swap')}
            </button>
            <Remove onClick={() => onChange({ ...plan, lines: lines.toSpliced(index, 1) })} />
          </div>
        </fieldset>
      ))}
      {zones.map((zone, index) => (
        <fieldset key={index} className="footfall-part">
          <legend>{t('footfall.zone')}</legend>
          <Name name={zone.name} onChange={(name) => setZone(index, { name })} />
          {zone.polygon.map((corner, at) => (
            <PlaceFields
              key={at}
              label={t('footfall.corner', { n: at + 1 })}
              place={corner}
              onChange={(place) => setZone(index, { polygon: zone.polygon.with(at, place) })}
            />
          ))}
          <label className="footfall-check">
            <input
              type="checkbox"
              checked={zone.staff}
              onChange={(event) => setZone(index, { staff: event.target.checked })}
            />
            {t('footfall.staff')}
          </label>
          <div className="quick">
            <Remove onClick={() => onChange({ ...plan, zones: zones.toSpliced(index, 1) })} />
          </div>
        </fieldset>
      ))}
      <div className="quick">
        <button
          type="button"
          className="chip"
          onClick={() =>
            onChange({ ...plan, lines: [...lines, { ...middle, name: `${t('footfall.line')} ${lines.length + 1}` }] })
          }
        >
          {t('footfall.add.line')}
        </button>
        <button
          type="button"
          className="chip"
          onClick={() => {
            const polygon = [middle.from, middle.to, { x: 0.75, y: 0.9 }, { x: 0.25, y: 0.9 }]
            const zone = { name: `${t('footfall.zone')} ${zones.length + 1}`, polygon, staff: false }
            onChange({ ...plan, zones: [...zones, zone] })
          }}
        >
          {t('footfall.add.zone')}
        </button>
      </div>
    </>
  )
}

function Name({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { t } = useLanguage()
  return (
    <label className="field">
      {t('footfall.name')}
      <input value={name} required maxLength={40} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

function PlaceFields({ label, place, onChange }: { label: string; place: Place; onChange: (place: Place) => void }) {
  return (
    <div className="footfall-place">
      {(['x', 'y'] as const).map((axis) => (
        <label key={axis} className="field">
          {label} {axis}
          <input
            type="number"
            min={0}
            max={1}
            step={0.001}
            required
            value={place[axis]}
            onChange={(event) => onChange({ ...place, [axis]: Number(event.target.value) })}
          />
        </label>
      ))}
    </div>
  )
}

function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useLanguage()
  return (
    <button type="button" className="chip" onClick={onClick}>
      <Icon name="close" size={14} /> {t('footfall.remove')}
    </button>
  )
}
