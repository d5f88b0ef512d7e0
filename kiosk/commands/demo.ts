import type { Settings } from '../settings.ts'
import type { MutableStatus } from '../status-store.ts'
import type { VisitStore } from '../visit-store.ts'
import type { WiredDevices } from '../wire-devices.ts'
import type { WiredScanner } from '../wire-scanner.ts'

interface DemoParts {
  readonly scanner: WiredScanner | null
  readonly settings: Pick<Settings, 'sandbox' | 'training'>
  readonly status: MutableStatus
  readonly visit: Pick<VisitStore, 'getSnapshot' | 'send'>
  readonly devices: Promise<WiredDevices | null>
}

/** What the demo needs of one of the sandbox's people. */
interface DemoPerson {
  readonly key: string
  readonly scan: string | null
  readonly phone: string
  readonly token: { readonly label: string; readonly pin: string } | null
}

/**
 * F5 of a demo or of practice: the simulated scanner reads the next fictitious card, that person's phone stands beside the screen and their USB token, when they have one, is
 * plugged in; where a request waits on that phone, F5 answers it. Null where there is neither.
 */
export async function openDemo(parts: DemoParts): Promise<(() => void) | null> {
  const { scanner, settings } = parts
  const simulator = scanner?.simulator
  if (!simulator) return null
  if (settings.sandbox) return sandboxDemo(parts, settings.sandbox)
  if (!settings.training) return null
  const { SAMPLE_CARDS } = await import('../wire-scanner.ts')
  let next = 0
  return () => {
    const card = SAMPLE_CARDS[next % SAMPLE_CARDS.length] ?? ''
    next += 1
    void simulator.scan(card).catch(() => undefined)
  }
}

async function sandboxDemo({ scanner, status, visit, devices }: DemoParts, sandbox: string): Promise<() => void> {
  const people = await fetch(`${sandbox}/people`)
    .then((response) => response.json() as Promise<DemoPerson[]>)
    .catch(() => [])
  const withCard = people.filter(({ scan }) => scan !== null)
  let next = 0
  return () => {
    if (visit.getSnapshot().screen === 'remote-waiting') {
      void answerOnPhone(sandbox, status, visit).catch(() => undefined)
      return
    }
    const person = withCard[next % withCard.length]
    next += 1
    if (!person?.scan) return
    const note = person.token ? [{ id: 'token', from: 'USB', text: `PIN ${person.token.pin}` }] : []
    status.change({ phone: { number: person.phone, messages: note } })
    void scanner?.simulator?.scan(person.scan).catch(() => undefined)
    void plugIn(sandbox, person, devices).catch(() => undefined)
  }
}

/** The person looks at the phone, compares the code and agrees; or opens the address of the QR and signs in. */
async function answerOnPhone(
  sandbox: string,
  status: MutableStatus,
  visit: Pick<VisitStore, 'getSnapshot' | 'send'>,
): Promise<void> {
  const { remote } = visit.getSnapshot()
  const { request, transaction } = remote ?? {}
  const shown = status.getSnapshot().phone?.number
  const phone = request?.kind === 'sim-signature' ? request.phone : shown
  if (!transaction || !phone) return
  const { controlCode, link } = transaction
  const body = request?.kind === 'sign-in' ? { uri: link ?? '' } : controlCode ? { code: controlCode } : {}
  const response = await fetch(`${sandbox}/phones/${encodeURIComponent(phone)}/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { done } = (await response.json()) as { done?: boolean }
  if (done) visit.send({ type: 'user.confirmed' })
}

async function plugIn(sandbox: string, person: DemoPerson, devices: Promise<WiredDevices | null>): Promise<void> {
  const simulator = (await devices)?.tokenSimulator
  if (!simulator) return
  if (!person.token) return simulator.plug()
  const response = await fetch(`${sandbox}/tokens/${encodeURIComponent(person.key)}`)
  if (!response.ok) return simulator.plug()
  const token = (await response.json()) as {
    label: string
    pin: string
    certificate: string
    chain: string[]
    privateKey: string
  }
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  // The root stays with those who trust it.
  const certificates = [token.certificate, ...token.chain.slice(0, -1)].map(bytes)
  simulator.insert({ label: token.label, pin: token.pin, privateKey: bytes(token.privateKey), certificates })
}
