import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { checkout } from '../harness/product.ts'

test('the picture in the README shows the words the screen has today', async () => {
  const svg = await readFile(join(checkout, 'docs', 'images', 'kiosk.svg'), 'utf8')
  const text = svg.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(text).toContain(vi.fields.idNumber.question)
  expect(text).toContain(vi.frame.subtitle)
})
