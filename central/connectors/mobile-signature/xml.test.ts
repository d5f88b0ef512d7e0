import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeXml, readXml, XML_MAX_BYTES } from './xml.ts'

const read = (text: string) => readXml(Buffer.from(text))
/** Any text XML can carry, most of it of the signs that matter. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'ab<>&"\'\n\r\t ]đĐạếữỹ😀\u00a0\u2028\u0085'),
      fc.nat(0xd7ff).map((point) => String.fromCharCode(point)),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join('').replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, ''))

describe('a document from a stranger', () => {
  test('has names resolved, whatever the prefixes', () => {
    const root = read('<?xml version="1.0"?>\n<a:x xmlns:a="u" xmlns="d" p="1" a:q="2"><y/><z xmlns="">t</z></a:x>\n')
    expect(root).toMatchObject({
      name: 'x',
      namespace: 'u',
      children: [{ namespace: 'd' }, { namespace: '', text: 't' }],
    })
    expect([...(root?.attributes ?? [])]).toEqual([['p', '1']])
  })

  test.each([
    ['references', '<a>&lt;&#x1EBF;&#7871;&amp;lt;</a>', '<ếế&lt;'],
    ['CDATA as plain text', '<a>1<![CDATA[<b>&amp;</b>]]>2</a>', '1<b>&amp;</b>2'],
    ['text on both sides of a comment', '<a>+8497<!-- <b> -->1204118</a>', '+84971204118'],
    ['line ends as LF', '<a>1\r\n2\r3&#13;</a>', '1\n2\n3\r'],
    ['blanks', '<a>  x \n</a>', '  x \n'],
  ])('keeps %s', (_, document, expected) => {
    expect(read(document)?.text).toBe(expected)
  })

  test('text and attribute values come back as they were written', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(read(`<a>${escapeXml(value)}</a>`)?.text).toBe(value)
        expect(read(`<a b="${escapeXml(value)}"/>`)?.attributes.get('b')).toBe(value)
      }),
      { seed: 102204, numRuns: 500 },
    )
  })

  const bomb = `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "${'&b;'.repeat(50)}">]><a>&c;</a>`
  test.each<[string, string | Uint8Array]>([
    ['a DTD', '<!DOCTYPE a><a/>'],
    ['a DTD behind the declaration', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['a bomb of entities', bomb],
    ['an entity nobody defined', '<a>&nbsp;</a>'],
    ['an entity in an attribute', '<a b="&nbsp;"/>'],
    ['a bare ampersand', '<a b="1 & 2"/>'],
    ['a character XML has not', '<a>&#0;</a>'],
    ['a character XML has not, raw', '<a>\u0001</a>'],
    ['a number past Unicode', '<a>&#x110000;</a>'],
    ['a lone surrogate', '<a>&#xD800;</a>'],
    ['a processing instruction', '<a><?php x?></a>'],
    ['a second declaration', '<?xml version="1.0"?><?xml version="1.0"?><a/>'],
    ['a document cut off', '<a><b>1</b>'],
    ['a document cut off in a tag', '<a><b c="'],
    ['an open CDATA section', '<a><![CDATA[x</a>'],
    ['crossed elements', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text behind the root', '<a/>x'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['a prefix nobody bound', '<x:a/>'],
    ['names of JavaScript', '<a><__proto__ b="1"/></a>'],
    ['bytes that are no UTF-8', Uint8Array.of(0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e)],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff<a>x</a>', 'utf16le'))],
    ['300 KB', `<a>${'x'.repeat(300 * 1024)}</a>`],
    ['one byte too many', `<a>${'x'.repeat(XML_MAX_BYTES - 6)}</a>`],
    ['depth', '<a>'.repeat(5_000) + '</a>'.repeat(5_000)],
    [
      'more namespaces than anybody needs',
      `<a ${Array.from({ length: 4_000 }, (_, at) => `xmlns:n${at}="u"`).join(' ')}>${'<b/>'.repeat(40_000)}</a>`,
    ],
    ['nothing', ''],
    ['a web page', '<!doctype html><title>Đăng nhập</title><p>x</p>'],
    ['JSON', '{"a":1}'],
  ])('is refused with %s', (_, document) => {
    expect(readXml(typeof document === 'string' ? Buffer.from(document) : document)).toBeNull()
  })

  test('of just the greatest size is read', () => {
    expect(read(`<a>${'x'.repeat(XML_MAX_BYTES - 7)}</a>`)).not.toBeNull()
  })

  test('never throws', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '&',
      ';',
      '#',
      'x',
      'a',
      '"',
      '=',
      ' ',
      '!',
      '[',
      ']',
      '-',
      '?',
      'xmlns',
      ':',
      'CDATA[',
      '<a>',
      '</a>',
      '__proto__',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const root = read(pieces.join(''))
        expect(root === null || typeof root.text === 'string').toBe(true)
      }),
      { seed: 102204, numRuns: 3_000 },
    )
  })
})

test.each(['\u0000', '\u000b', '\ufffe', '\ud800', 'x\udc00'])('%j cannot be written', (character) => {
  expect(() => escapeXml(character)).toThrow('SHAPE_INVALID')
})
