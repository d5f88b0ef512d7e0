import { type Browser, createBrowser, type Page } from './browser.ts'
import type { IdentityAccount } from './identity-account.ts'
import type { PageName } from './pages.ts'

/** How the visit ended: `ignored` opened nothing; `failed` did not come to an end, be it that the code is spent, expired or the provider down. */
export type ScanOutcome = 'signed-in' | 'denied' | 'ignored' | 'failed'

/** Pages of one visit at most: the hand-over of the code, confirmation, sign-in, and the end. */
const PAGES_MAX = 6

/**
 * Plays the person who scans the QR with a phone: opens the address, confirms the code, signs in with name and password; or presses "Không"; or does nothing.
 * Walks the provider's real pages over HTTP, and only those under `issuer`. Never raises.
 */
export async function scanSignIn(
  account: IdentityAccount,
  verificationUriComplete: string,
  issuer: string,
): Promise<ScanOutcome> {
  if (account.behaviour === 'ignores') return 'ignored'
  if (!verificationUriComplete.startsWith(`${issuer}/`)) return 'failed'
  const browser = createBrowser(new URL(issuer).origin)
  try {
    let page = await browser.open(new URL(verificationUriComplete))
    for (let at = 0; at < PAGES_MAX; at++) {
      const name = nameOf(page)
      if (name === 'signed-in') return 'signed-in'
      if (name === 'stopped') return 'denied'
      if (name === 'error' || name === 'code') return 'failed'
      page = await act(browser, page, name, account)
    }
  } catch {
    return 'failed'
  }
  return 'failed'
}

function act(browser: Browser, page: Page, name: PageName | null, account: IdentityAccount): Promise<Page> {
  const { username, password, behaviour } = account
  if (name === 'confirm') return browser.submit(page, behaviour === 'denies' ? { abort: 'yes' } : {})
  if (name === 'sign-in') return browser.submit(page, { username, password })
  // The library's own page that hands the code over; a browser with script sends it at once.
  return browser.submit(page)
}

function nameOf(page: Page): PageName | null {
  return (/<body data-page="([a-z-]+)">/.exec(page.html)?.[1] as PageName | undefined) ?? null
}
