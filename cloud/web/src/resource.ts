import { useCallback, useEffect, useState } from 'react'
import { get, type Path, Refusal } from './api.ts'

export interface Resource<T> {
  value: T | undefined
  failure: Refusal | undefined
  reload(): void
}

/**
 * What a path answers, asked again every `renewMs` where that is given. While a new path loads, the old answer stays on
 * the screen instead of a flash of nothing.
 */
export function useResource<T>(path: Path<T> | null, renewMs?: number): Resource<T> {
  const [answer, setAnswer] = useState<{ value?: T; failure?: Refusal }>({})
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (path === null) return
    const abort = new AbortController()
    get(path, abort.signal).then(
      (value) => setAnswer({ value }),
      (cause: unknown) => {
        if (abort.signal.aborted) return
        const failure = cause instanceof Refusal ? cause : new Refusal(0, String(cause))
        setAnswer((before) => ({ ...before, failure }))
      },
    )
    return () => abort.abort()
  }, [path, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  useEffect(() => {
    if (renewMs === undefined) return
    const timer = setInterval(reload, renewMs)
    return () => clearInterval(timer)
  }, [renewMs, reload])
  return { value: answer.value, failure: answer.failure, reload }
}
