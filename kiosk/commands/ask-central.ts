import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../flows/base/fault.ts'
import { centralDir, type Settings } from '../settings.ts'

/** Calls a running central's administration with the token kept in its data folder. Raises CONFIG_INVALID, LINE_DOWN, CENTRAL_REFUSED (details.status). */
export async function askCentral(
  settings: Settings,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: Readonly<Record<string, string>>,
): Promise<unknown> {
  if (settings.central === null) throw new Fault('CONFIG_INVALID', { setting: 'central' })
  const token = readToken(settings)
  const response = await fetch(settings.central + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  }).catch((error: unknown) => {
    throw new Fault('LINE_DOWN', {}, error)
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new Fault('CENTRAL_REFUSED', { status: response.status })
  return answer
}

function readToken(settings: Settings): string {
  try {
    return readFileSync(join(centralDir(settings.dataDir), 'admin.token'), 'utf8').trim()
  } catch (error) {
    throw new Fault('CONFIG_INVALID', { setting: 'admin.token' }, error)
  }
}
