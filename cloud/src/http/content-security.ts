/** Everything from ourselves; pictures also from the configured tile server. */
export function contentSecurityPolicy(tileUrl: string | undefined): Record<string, string[]> {
  return {
    'default-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:', ...tileOrigin(tileUrl)],
    'style-src': ["'self'"],
    'script-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
}

/** `https://{s}.tiles.example/{z}/{x}/{y}.png` → `https://*.tiles.example`. */
function tileOrigin(tileUrl: string | undefined): string[] {
  const [origin] = tileUrl?.replace('{s}', '*').match(/^https?:\/\/[^/;,\s]+/) ?? []
  return origin === undefined ? [] : [origin]
}
