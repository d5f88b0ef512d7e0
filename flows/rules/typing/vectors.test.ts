import { describe, expect, test } from 'vitest'
import backspaceM from '../../../test/vectors/vietnamese-typing/backspace-m.json' with { type: 'json' }
import backspaceV from '../../../test/vectors/vietnamese-typing/backspace-v.json' with { type: 'json' }
import telexB from '../../../test/vectors/vietnamese-typing/telex-b.json' with { type: 'json' }
import telexD from '../../../test/vectors/vietnamese-typing/telex-d.json' with { type: 'json' }
import telexM from '../../../test/vectors/vietnamese-typing/telex-m.json' with { type: 'json' }
import telexO from '../../../test/vectors/vietnamese-typing/telex-o.json' with { type: 'json' }
import telexR from '../../../test/vectors/vietnamese-typing/telex-r.json' with { type: 'json' }
import telexT from '../../../test/vectors/vietnamese-typing/telex-t.json' with { type: 'json' }
import toneStyle from '../../../test/vectors/vietnamese-typing/tone-style.json' with { type: 'json' }
import vniK from '../../../test/vectors/vietnamese-typing/vni-k.json' with { type: 'json' }
import vniM from '../../../test/vectors/vietnamese-typing/vni-m.json' with { type: 'json' }
import vniV from '../../../test/vectors/vietnamese-typing/vni-v.json' with { type: 'json' }
import { typeKeys } from '../../testing/type-keys.ts'
import type { Keying } from './choices.ts'
import { createTyping } from './typing.ts'

describe.each([telexB, telexM, telexO, telexT, telexR, telexD, vniV, vniK, vniM, backspaceM, backspaceV])(
  '$keying, $source',
  ({ keying, vectors }) => {
    test.each(vectors)('$keys is $text', ({ keys, text }) => {
      expect(typeKeys(createTyping(keying as Keying, 'old'), keys)).toBe(text)
    })
  },
)

describe('tone placement', () => {
  test.each(toneStyle.vectors)('$keys is $old or $new', ({ keys, old, new: second }) => {
    expect(typeKeys(createTyping('telex', 'old'), keys)).toBe(old)
    expect(typeKeys(createTyping('telex', 'new'), keys)).toBe(second)
  })
})

test('no published vector is left out', () => {
  const published = [telexB, telexM, telexO, telexT, telexR, telexD].flatMap(({ vectors }) => vectors)
  expect(published).toHaveLength(110)
  expect([vniV, vniK, vniM].flatMap(({ vectors }) => vectors)).toHaveLength(26)
  expect([backspaceM, backspaceV].flatMap(({ vectors }) => vectors)).toHaveLength(6)
  expect(toneStyle.vectors).toHaveLength(13)
})
