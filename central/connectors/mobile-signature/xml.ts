import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Fault } from '../../../flows/base/fault.ts'

/** An element with its names resolved (Namespaces in XML 1.0 §5): prefixes mean nothing outside the document that chose them. */
export interface XmlElement {
  /** Local part. */
  readonly name: string
  /** Empty when it is in none. */
  readonly namespace: string
  /** Attributes without a prefix; the protocols read here have no others. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly inside, CDATA among it, joined: a comment in between hides nothing. */
  readonly text: string
  /** Prefix → namespace where it stands, for names that are written as text (QName). */
  readonly scope: ReadonlyMap<string, string>
}

/** A mobile signature with its chain is about 10 KB. */
export const XML_MAX_BYTES = 262_144
const DEPTH_MAX = 32
/** Each declaration copies what is in scope: thousands of them, with thousands of elements, would fill the memory. Real messages have about five. */
const NAMESPACES_MAX = 64
const DECLARATION = /^\ufeff?<\?xml\s[^?]*\?>/
/** A DTD, with it every way to define an entity; CDATA and comments begin with the same two signs. */
const MARKUP_DECLARATION = /<!(?!--|\[CDATA\[)/
/** SOAP 1.2 part 1 §5: neither DTD nor processing instruction. */
const PROCESSING_INSTRUCTION = /<\?/
/** What XML 1.0 §2.2 has no place for. */
const NO_XML_CHARACTER =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
/** Keys of the parser. None is a name that XML allows, so no element passes for one. */
const ATTRIBUTES = ':@'
const TEXT = '#text'
const CDATA = '#cdata'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // References are resolved here: the parser would do it inside CDATA too, where they are plain text.
  processEntities: false,
  cdataPropName: CDATA,
  maxNestedTags: DEPTH_MAX,
  ignoreDeclaration: true,
})

/** Reads a document from a stranger. Null for what is not well-formed UTF-8 XML of at most 256 KB, and for anything with a DTD, entities or processing instructions. */
export function readXml(bytes: Uint8Array): XmlElement | null {
  if (bytes.length > XML_MAX_BYTES) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(DECLARATION, '').trim()
    if (MARKUP_DECLARATION.test(text) || PROCESSING_INSTRUCTION.test(text) || NO_XML_CHARACTER.test(text)) return null
    if ((text.match(/xmlns/g)?.length ?? 0) > NAMESPACES_MAX) return null
    // The validator overlooks text behind a root that is an empty element, and the parser drops it.
    if (XMLValidator.validate(text) !== true || !text.endsWith('>')) return null
    const roots = elementsOf(parser.parse(text) as readonly ParsedNode[], new Map([['xml', XML_NAMESPACE]]))
    return roots.length === 1 ? (roots[0] ?? null) : null
  } catch {
    // The parser throws for some broken input, `resolved` and `nameOf` for theirs: one answer for all of it.
    return null
  }
}

/** Text for between tags and in attribute values of either quote. Raises SHAPE_INVALID for characters that XML cannot carry. */
export function escapeXml(text: string): string {
  if (NO_XML_CHARACTER.test(text)) throw new Fault('SHAPE_INVALID', { part: 'xml' })
  // A reader turns CR into LF unless it comes as a reference (XML 1.0 §2.11).
  return text.replace(/[&<>"'\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The child of that name, when there is exactly one. */
export function childOf(element: XmlElement | null, namespace: string, name: string): XmlElement | null {
  const found = element?.children.filter((child) => child.namespace === namespace && child.name === name) ?? []
  return found.length === 1 ? (found[0] ?? null) : null
}

type ParsedNode = Readonly<Record<string, readonly ParsedNode[] | string | Readonly<Record<string, string>>>>

function elementsOf(nodes: readonly ParsedNode[], outer: ReadonlyMap<string, string>): readonly XmlElement[] {
  return nodes.flatMap((node) => {
    const tag = tagOf(node)
    return tag === TEXT || tag === CDATA ? [] : [elementOf(node, tag, outer)]
  })
}

function elementOf(node: ParsedNode, tag: string, outer: ReadonlyMap<string, string>): XmlElement {
  const inside = node[tag] as readonly ParsedNode[]
  const given = Object.entries((node[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>).map(
    ([name, value]) => [name, resolved(value)] as const,
  )
  const declared = given.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  const scope =
    declared.length === 0
      ? outer
      : new Map([...outer, ...declared.map(([name, value]) => [name.slice('xmlns:'.length), value] as const)])
  const { namespace, local } = nameOf(tag, scope)
  return {
    name: local,
    namespace,
    attributes: new Map(given.filter(([name]) => name !== 'xmlns' && !name.includes(':'))),
    children: elementsOf(inside, scope),
    text: inside.map(textOf).join(''),
    scope,
  }
}

function tagOf(node: ParsedNode): string {
  return Object.keys(node).find((key) => key !== ATTRIBUTES) ?? TEXT
}

function textOf(node: ParsedNode): string {
  if (typeof node[TEXT] === 'string') return resolved(node[TEXT])
  const cdata = node[CDATA] as readonly ParsedNode[] | undefined
  return cdata?.map((part) => String(part[TEXT] ?? '')).join('') ?? ''
}

function nameOf(tag: string, scope: ReadonlyMap<string, string>): { namespace: string; local: string } {
  const [first = '', second, ...more] = tag.split(':')
  const [prefix, local] = second === undefined ? ['', first] : [first, second]
  const namespace = scope.get(prefix) ?? (prefix === '' ? '' : undefined)
  if (namespace === undefined || local === '' || more.length > 0) throw new Error('name')
  return { namespace, local }
}

/** The five entities that XML has without a DTD, and characters by number. */
function resolved(text: string): string {
  return text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? ''
    const digits = decimal ?? hex
    if (digits === undefined) throw new Error('entity')
    const character = String.fromCodePoint(Number.parseInt(digits, decimal === undefined ? 16 : 10))
    if (NO_XML_CHARACTER.test(character)) throw new Error('character')
    return character
  })
}
