import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, type MockInstance, test, vi } from 'vitest'
import { openSandbox } from '../../central/sandbox/harness.ts'
import type { Sandbox } from '../../central/sandbox/sandbox.ts'
import type { ForeignToken } from '../../devices/token/simulator.ts'
import type { RemoteRequest, RemoteTransaction } from '../../flows/ports/remote.port.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import { createStatusStore } from '../status-store.ts'
import { QUIET_STATUS } from '../ui/testing/test-terminal.tsx'
import type { WiredDevices } from '../wire-devices.ts'
import { SAMPLE_CARDS, type WiredScanner } from '../wire-scanner.ts'
import { openDemo } from './demo.ts'

type Settings = Parameters<typeof openDemo>[0]['settings']
interface Person {
  readonly key: string
  readonly scan: string | null
  readonly phone: string
  readonly token: { readonly label: string; readonly pin: string } | null
}

interface Signer extends Person {
  readonly idNumber: string
  readonly remoteProvider: string | null
  readonly expected: Readonly<Record<string, string | null>>
}

/** A scanner, a token slot and a visit that write down what is done with them. */
function bench(settings: Settings, over: { simulated?: boolean; hasSlot?: boolean } = {}) {
  const scans: string[] = []
  const slot: (ForeignToken | 'empty')[] = []
  const sent: string[] = []
  const status = createStatusStore({ ...QUIET_STATUS, phone: null })
  let view: Partial<VisitView> = { screen: 'welcome' }
  const simulator = {
    scan: async (text: string) => {
      scans.push(text)
    },
  }
  const tokenSimulator = {
    insert: (token: ForeignToken) => slot.push(token),
    plug: () => slot.push('empty'),
  }
  const { simulated = true, hasSlot = true } = over
  const demo = openDemo({
    scanner: { simulator: simulated ? simulator : null } as unknown as WiredScanner,
    settings,
    status,
    visit: {
      getSnapshot: () => view as VisitView,
      send: ({ type }) => {
        sent.push(type)
      },
    },
    devices: Promise.resolve({ tokenSimulator: hasSlot ? tokenSimulator : null } as unknown as WiredDevices),
  })
  return {
    demo,
    scans,
    slot,
    sent,
    status,
    see(next: Partial<VisitView>) {
      view = next
    },
  }
}

test('there is no demo without a simulated scanner, and none at a station that works', async () => {
  expect(await bench({ sandbox: 'http://127.0.0.1:1', training: false }, { simulated: false }).demo).toBeNull()
  expect(await bench({ sandbox: null, training: false }).demo).toBeNull()
})

test('practice holds one sample card after the other, and begins again', async () => {
  const { demo, scans } = bench({ sandbox: null, training: true })
  const next = await demo
  for (let at = 0; at <= SAMPLE_CARDS.length; at++) next?.()
  expect(scans).toEqual([...SAMPLE_CARDS, SAMPLE_CARDS[0]])
})

test('a sandbox that does not answer leaves a key that does nothing', async () => {
  const { demo, scans, status } = bench({ sandbox: 'http://127.0.0.1:1', training: false })
  ;(await demo)?.()
  expect([scans, status.getSnapshot().phone]).toEqual([[], null])
})

describe('in the sandbox', () => {
  let sandbox: Sandbox
  let people: readonly Person[]
  beforeAll(async () => {
    sandbox = await openSandbox()
    people = ((await (await fetch(`${sandbox.url}/people`)).json()) as Person[]).filter(({ scan }) => scan !== null)
  })
  afterAll(() => sandbox.close())

  const requestsOn = async (phone: string) =>
    ((await (await fetch(`${sandbox.url}/phones/${phone}/requests`)).json()) as { requests: { state: string }[] })
      .requests

  test('each person comes with card, phone and token, and takes the token along', async () => {
    const { demo, scans, slot, status } = bench({ sandbox: sandbox.url, training: false })
    const next = await demo
    const last = people.findIndex(({ token }, at) => token === null && at > 0)
    for (const [at, person] of people.slice(0, last + 1).entries()) {
      next?.()
      expect(scans.at(-1)).toBe(person.scan)
      expect(status.getSnapshot().phone).toEqual({
        number: person.phone,
        messages: person.token ? [{ id: 'token', from: 'USB', text: `PIN ${person.token.pin}` }] : [],
      })
      await vi.waitFor(() => expect(slot).toHaveLength(at + 1), { timeout: 10_000 })
      const plugged = slot.at(-1)
      if (person.token === null) expect(plugged).toBe('empty')
      else expect(plugged).toMatchObject({ label: person.token.label, pin: person.token.pin })
      // The holder's own and the issuers below the root, which stays with those who trust it.
      if (typeof plugged === 'object') expect(plugged.certificates).toHaveLength(2)
    }
  })

  test('a station without a simulated slot reads the card all the same', async () => {
    const { demo, scans, slot } = bench({ sandbox: sandbox.url, training: false }, { hasSlot: false })
    ;(await demo)?.()
    expect([scans, slot]).toEqual([[people[0]?.scan], []])
  })

  /** What the key asked the sandbox since, once it has been answered. */
  async function answered(spy: MockInstance<typeof fetch>) {
    await vi.waitFor(() => expect(spy.mock.results).toHaveLength(1))
    const [[address, init] = []] = spy.mock.calls
    const response = await (spy.mock.results[0]?.value as Promise<Response>)
    await vi.waitFor(() => expect(response.bodyUsed).toBe(true))
    spy.mockRestore()
    return { path: String(address).replace(sandbox.url, ''), body: JSON.parse(String(init?.body)) as unknown }
  }

  /** A request that waits on the phone of somebody with a key at SmartCA. */
  async function requestAt(code: string): Promise<string> {
    const all = (await (await fetch(`${sandbox.url}/people`)).json()) as readonly Signer[]
    const signer = all.find((one) => one.remoteProvider === 'smartca' && one.expected['remote-signing'] === 'accepted')
    if (!signer) throw new Error('nobody with a key at SmartCA')
    const own = { sp_id: 'motcua', sp_password: 'test-key', user_id: signer.idNumber, transaction_id: randomUUID() }
    const post = async (path: string, body: object) => {
      const response = await fetch(`${sandbox.url}/sca/sp769/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return (await response.json()) as { data: { user_certificates: readonly { serial_number: string }[] } }
    }
    const { data } = await post('credentials/get_certificate', own)
    const file = { data_to_be_signed: '0'.repeat(64), doc_id: code, file_type: 'cms', sign_type: 'hash' }
    const serial_number = data.user_certificates[0]?.serial_number
    await post('signatures/sign', { ...own, serial_number, sign_files: [file] })
    return signer.phone
  }

  const waitingFor = (request: Partial<RemoteRequest>, transaction: Partial<RemoteTransaction>) =>
    ({ screen: 'remote-waiting', remote: { request, transaction } }) as Partial<VisitView>

  test.each([
    ['the code on both screens agrees', '4711', 'confirmed', ['user.confirmed']],
    ['another request has another code', '0000', 'open', []],
  ])('where a request waits on the phone the key answers it: %s', async (_, controlCode, state, told) => {
    const phone = await requestAt('4711')
    const { demo, sent, scans, see, status } = bench({ sandbox: sandbox.url, training: false })
    const answer = await demo
    status.change({ phone: { number: phone, messages: [] } })
    see(waitingFor({ kind: 'remote-signature' }, { controlCode, link: null }))
    const spy = vi.spyOn(globalThis, 'fetch')
    answer?.()
    expect((await answered(spy)).body).toEqual({ code: controlCode })
    expect((await requestsOn(phone)).at(-1)?.state).toBe(state)
    // Nobody new is called while a request waits; the screen asks at once where something was answered.
    expect([scans, sent]).toEqual([[], told])
  })

  test.each([
    [
      'a sign-in opens the address of the QR',
      { kind: 'sign-in' },
      { controlCode: null, link: 'https://x.example/?c=1' },
      '/phones/0971204118/confirm',
      { uri: 'https://x.example/?c=1' },
    ],
    [
      'a SIM signs on the phone it was asked on, whichever stands beside the screen',
      { kind: 'sim-signature', phone: '+84911000222' },
      { controlCode: '1234', link: null },
      '/phones/%2B84911000222/confirm',
      { code: '1234' },
    ],
  ] as const)('%s', async (_, request, transaction, path, body) => {
    const { demo, see, status } = bench({ sandbox: sandbox.url, training: false })
    const answer = await demo
    status.change({ phone: { number: '0971204118', messages: [] } })
    see(waitingFor(request, transaction))
    const spy = vi.spyOn(globalThis, 'fetch')
    answer?.()
    expect(await answered(spy)).toEqual({ path, body })
  })
})
