import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import smpp from 'smpp'
import { expect, test } from 'vitest'
import { connectPeer, credentials, openSandbox } from '../harness.ts'

/** Request ids of SMPP 3.4 §5.1.2.1 and a few that do not exist. */
const COMMANDS = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0b, 0x15, 0x21, 0x102, 0x103, 0x7777]
const RUNS = 150

/** A PDU with an honest header and any body, or bytes that are nothing at all. */
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 64 }).map((octets) => Buffer.from(octets)),
  fc.tuple(fc.constantFrom(...COMMANDS), fc.uint8Array({ maxLength: 80 })).map(([command, body]) => {
    const header = Buffer.alloc(16)
    header.writeUInt32BE(16 + body.length, 0)
    header.writeUInt32BE(command, 4)
    header.writeUInt32BE(2, 12)
    return Buffer.concat([header, body])
  }),
)

test('no bytes of a bound peer stop the centre from serving another', async () => {
  const sandbox = await openSandbox()
  const bind = (new smpp.PDU('bind_transceiver', credentials({})) as unknown as { toBuffer(): Buffer }).toBuffer()
  bind.writeUInt32BE(1, 12)
  try {
    const good = await connectPeer(sandbox)
    await fc.assert(
      fc.asyncProperty(bytes, async (octets) => {
        const peer = connect(sandbox.smpp)
        peer.on('error', () => peer.destroy())
        peer.resume()
        peer.end(Buffer.concat([bind, octets]))
        await once(peer, 'close')
        expect((await good.request('enquire_link')).command_status).toBe(0)
      }),
      { seed: 34, numRuns: RUNS },
    )
  } finally {
    await sandbox.close()
  }
})
