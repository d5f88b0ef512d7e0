/** Pages one visit walks through before something goes round in circles. */
const REDIRECTS_MAX = 10
const PAGE_WITHIN_MS = 10_000

export interface Page {
  readonly url: URL
  readonly html: string
}

/** A phone's browser without a screen: keeps cookies, follows redirects, reads and sends forms. Never leaves the address it was made for. */
export interface Browser {
  open(url: URL): Promise<Page>
  /** Sends the page's first form with its own values, over which `typed` goes: what was filled in, and the name of the button pressed. */
  submit(page: Page, typed?: Readonly<Record<string, string>>): Promise<Page>
}

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()

  async function load(first: URL, form?: URLSearchParams): Promise<Page> {
    let url = first
    let body = form
    for (let at = 0; at < REDIRECTS_MAX; at++) {
      if (url.origin !== origin) throw new Error('the page leads elsewhere')
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body ? { body } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(PAGE_WITHIN_MS),
      })
      keep(response.headers.getSetCookie())
      const target = response.headers.get('location')
      const html = await response.text()
      if (target === null) return { url, html }
      url = new URL(target, url)
      body = undefined
    }
    throw new Error('the pages go round in circles')
  }

  function keep(set: readonly string[]): void {
    for (const line of set) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      if (name === undefined) continue
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
  }

  return {
    open: (url) => load(url),
    submit(page, typed = {}) {
      const action = attribute(/<form\b[^>]*>/i.exec(page.html)?.[0] ?? '', 'action')
      if (action === null) throw new Error('the page has no form')
      const form = new URLSearchParams()
      for (const [input] of page.html.matchAll(/<input\b[^>]*>/gi)) {
        const name = attribute(input, 'name')
        if (name !== null) form.set(name, attribute(input, 'value') ?? '')
      }
      for (const [name, value] of Object.entries(typed)) form.set(name, value)
      return load(new URL(action, page.url), form)
    },
  }
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return value === undefined ? null : value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
