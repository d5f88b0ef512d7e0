import { expect, test } from 'vitest'
import { createFakeWorld } from '../../flows/testing/fake-ports.ts'
import { tellCallBacks } from './call-backs.ts'

const SOMEBODY = {
  packetId: '0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d',
  receiptNumber: 'K0007-000123',
  fullName: 'Nguyễn Thị Thử',
  phone: '+84982000041',
  method: 'mobile',
  sinceMs: Date.UTC(2026, 10, 22),
  expiresAtMs: Date.UTC(2026, 11, 22),
} as const

type Returns = ReturnType<typeof createFakeWorld>['returns']

function knowsSomebody(returns: Returns): void {
  returns.callBacks = [SOMEBODY]
}

function refuses(returns: Returns): void {
  returns.faults.callBacks = 'NOT_ALLOWED'
}

async function told(isTerminal: boolean, change: (returns: Returns) => void) {
  const { returns } = createFakeWorld()
  change(returns)
  const lines: string[] = []
  const documents: unknown[] = []
  const output = { text: (line: string) => void lines.push(line), json: (value: unknown) => void documents.push(value) }
  return { code: await tellCallBacks(returns.port, output, isTerminal), lines: lines.join('\n'), documents }
}

test('a person at a terminal reads whom to call, and until when', async () => {
  const { code, lines } = await told(true, knowsSomebody)
  expect(code).toBe(0)
  expect(lines).toContain('K0007-000123  hạn 22/12/2026  0982000041  Nguyễn Thị Thử')
})

test('trap: what goes into a file or a pipe as text names nobody', async () => {
  const { lines } = await told(false, knowsSomebody)
  expect(lines).toContain('098****041')
  expect(lines).not.toMatch(/0982000041|\+84982|Nguyễn/)
})

test('whoever asks for JSON gets whole numbers', async () => {
  const { documents } = await told(false, knowsSomebody)
  expect(documents).toEqual([
    { callBacks: [expect.objectContaining({ phone: '+84982000041', expiresAt: '2026-12-22T00:00:00.000Z' })] },
  ])
})

test('without the line it tells how many wait here, and to try again', async () => {
  const { code, documents, lines } = await told(true, (returns) => {
    returns.faults.callBacks = 'LINE_DOWN'
    returns.waitingHere = 4
  })
  expect(code).toBe(75)
  expect(documents).toEqual([{ fault: 'LINE_DOWN', waitingHere: 4 }])
  expect(lines).toContain('4 hồ sơ')
})

test('what central refuses is a fault', async () => {
  await expect(told(true, refuses)).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  })
})
