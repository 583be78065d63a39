import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import koffi from 'koffi'

/** The calls of libvosk 0.3.39 that hearing needs (vosk_api.h). A handle is an address; 0 means the call failed. */
export interface LibVosk {
  modelNew(folder: string): unknown
  modelFree(model: unknown): void
  recognizerNew(model: unknown, sampleRateHz: number): unknown
  /** `grammar` is a JSON list of phrases; only a graph made of HCLr.fst and Gr.fst obeys it. */
  recognizerNewGrammar(model: unknown, sampleRateHz: number, grammar: string): unknown
  recognizerFree(recognizer: unknown): void
  setWords(recognizer: unknown, wanted: number): void
  /** Signed 16-bit samples. @returns 1 when the library found an end of speech of its own, -1 when decoding failed */
  accept(recognizer: unknown, samples: Int16Array, count: number): number
  /** Each answers JSON. */
  result(recognizer: unknown): string
  partialResult(recognizer: unknown): string
  finalResult(recognizer: unknown): string
}

const files: Partial<Record<string, string>> = {
  'linux-x64': 'linux-x86_64/libvosk.so',
  'darwin-x64': 'osx-universal/libvosk.dylib',
  'darwin-arm64': 'osx-universal/libvosk.dylib',
  'win32-x64': 'win-x86_64/libvosk.dll',
}

/** The library inside the npm package, or why this machine has none. */
export function libVoskPath(platform = `${process.platform}-${process.arch}`): string {
  const file = files[platform]
  if (file === undefined) throw new Error(`hearing has no libvosk for ${platform}: it runs on ${Object.keys(files)}`)
  return join(dirname(fileURLToPath(import.meta.resolve('vosk/package.json'))), 'lib', file)
}

/** Loads libvosk and silences its log; its warnings would go to standard error among our own lines. */
export function loadLibVosk(): LibVosk {
  const library = koffi.load(libVoskPath())
  const bind = <Call>(declaration: string) => library.func(declaration) as Call
  bind<(level: number) => void>('void vosk_set_log_level(int level)')(-1)
  return {
    modelNew: bind('void *vosk_model_new(const char *folder)'),
    modelFree: bind('void vosk_model_free(void *model)'),
    recognizerNew: bind('void *vosk_recognizer_new(void *model, float rate)'),
    recognizerNewGrammar: bind('void *vosk_recognizer_new_grm(void *model, float rate, const char *grammar)'),
    recognizerFree: bind('void vosk_recognizer_free(void *recognizer)'),
    setWords: bind('void vosk_recognizer_set_words(void *recognizer, int wanted)'),
    accept: bind('int vosk_recognizer_accept_waveform_s(void *recognizer, const int16_t *samples, int count)'),
    result: bind('str vosk_recognizer_result(void *recognizer)'),
    partialResult: bind('str vosk_recognizer_partial_result(void *recognizer)'),
    finalResult: bind('str vosk_recognizer_final_result(void *recognizer)'),
  }
}
