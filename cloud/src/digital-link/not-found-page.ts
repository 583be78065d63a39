/** A page that a shopper sees who scanned what we do not know; it needs nothing but its style sheet. */
export const page = (title: { zh: string; en: string }, detail: string): string => `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title.zh)} · ${escaped(title.en)}</title>
<link rel="stylesheet" href="/digital-link.css"></head>
<body><main><p class="sign" aria-hidden="true">?</p><h1>${escaped(title.zh)}</h1><p lang="en" class="en">${escaped(title.en)}</p>
<p class="detail">${escaped(detail)}</p></main></body></html>
`

export const styleSheet = `:root{color-scheme:light dark}
body{margin:0;font:17px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;background:#f5f6f4;color:#1c211d}
main{box-sizing:border-box;width:calc(100% - 2rem);max-width:28rem;margin:12vh auto 0;padding:2rem 1.5rem;background:#fff;border-radius:1rem}
.sign{width:3rem;height:3rem;margin:0;border-radius:50%;background:#e4e8e3;font-size:1.6rem;line-height:3rem;text-align:center}
h1{margin:1rem 0 0;font-size:1.4rem}
.en{margin:.25rem 0 0}
.detail{margin:1rem 0 0;color:#5b645d;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{background:#131614;color:#e8ece8}main{background:#1d211e}.sign{background:#2c322d}.detail{color:#a3ada5}}
`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
