import { useEffect, useMemo } from 'react'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'

export const mostPhotos = 10
const mostBytes = 8_000_000

/** Photos of the damage, chosen or taken; each is seen before it is sent. */
export function ComplaintPhotos({ photos, onChange }: { photos: readonly File[]; onChange: (photos: File[]) => void }) {
  const { t } = useLanguage()
  const urls = useMemo(() => photos.map((photo) => URL.createObjectURL(photo)), [photos])
  useEffect(() => () => urls.forEach((url) => void URL.revokeObjectURL(url)), [urls])
  const tooLarge = photos.some(({ size }) => size > mostBytes)
  return (
    <div className="labelled">
      <span id="complaint-photos">{t('complaint.photos')}</span>
      <ul className="complaint-photos" aria-labelledby="complaint-photos">
        {photos.map((photo, index) => (
          <li key={urls[index]}>
            {photo.type === 'application/pdf' ? (
              <Icon name="records" size={28} />
            ) : (
              <img src={urls[index]} alt={photo.name} />
            )}
            <button
              type="button"
              className="button square"
              aria-label={`${t('complaint.photos.remove')}: ${photo.name}`}
              onClick={() => onChange(photos.filter((other) => other !== photo))}
            >
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
        {photos.length < mostPhotos && (
          <li>
            <label className="complaint-photo-add">
              <Icon name="plus" size={24} />
              <span className="unseen">{t('complaint.photos.add')}</span>
              <input
                type="file"
                className="unseen"
                multiple
                accept="image/jpeg,image/png,image/webp,application/pdf"
                onChange={(event) => {
                  onChange([...photos, ...(event.currentTarget.files ?? [])].slice(0, mostPhotos))
                  event.currentTarget.value = ''
                }}
              />
            </label>
          </li>
        )}
      </ul>
      {tooLarge && (
        <p className="fault" role="alert">
          {t('complaint.photos.large')}
        </p>
      )}
      <small className="muted">{t('complaint.photos.hint')}</small>
    </div>
  )
}
