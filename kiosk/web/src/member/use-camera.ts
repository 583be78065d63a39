import { type RefObject, useEffect, useRef, useState } from 'react'
import { Camera } from './camera.ts'

export interface OpenCamera {
  video: RefObject<HTMLVideoElement | null>
  state: 'opening' | 'open' | 'failed'
  picture(): Promise<Blob>
}

/** The camera, open as long as the component is shown. */
export function useCamera(): OpenCamera {
  const video = useRef<HTMLVideoElement>(null)
  const camera = useRef(new Camera())
  const [state, setState] = useState<OpenCamera['state']>('opening')
  useEffect(() => {
    const opened = camera.current
    let shown = true
    if (video.current !== null)
      opened.open(video.current).then(
        // Closed again while the browser asked.
        () => (shown ? setState('open') : opened.close()),
        () => setState('failed'),
      )
    return () => {
      shown = false
      opened.close()
    }
  }, [])
  const picture = (): Promise<Blob> =>
    video.current === null ? Promise.reject(new Error('no camera')) : camera.current.picture(video.current)
  return { video, state, picture }
}
