import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Puts a `.gz` beside what compresses well, so that the server never spends a small machine's time on it. */
function compressBeside(): Plugin {
  let directory = ''
  return {
    name: 'compress-beside',
    apply: 'build',
    configResolved: (config) => {
      directory = resolve(config.root, config.build.outDir)
    },
    closeBundle: () => {
      for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|json|svg)$/.test(name)) continue
        const path = join(directory, name)
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)))
      }
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressBeside()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets-web',
    // A worker or an image inlined as data: would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { console: join(import.meta.dirname, 'index.html'), report: join(import.meta.dirname, 'report.html') },
    },
  },
})
