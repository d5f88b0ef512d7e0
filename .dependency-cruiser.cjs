// The arrows between the rooms (docs/architecture.md, docs/decisions/0001-rooms-and-arrows.md). A wrong import fails `npm test`.
// test/arrows.test.ts plants one wrong import for each rule and expects it to be caught.

const TESTS = ['(^|/)test(ing)?/', '[.]test[.]tsx?$']
const npm = (...names) => names.map((name) => `(^|/)node_modules/${name.replace('/', '[/]')}/`)

/** One rule: files under `from` (tests excepted) must not import what `to` describes. */
function never(name, why, from, to) {
  const { path, pathNot = [], ...restFrom } = typeof from === 'string' ? { path: from } : from
  return {
    name,
    comment: why,
    severity: 'error',
    from: { path, pathNot: [...TESTS, ...[pathNot].flat()], ...restFrom },
    to,
  }
}

module.exports = {
  forbidden: [
    never(
      'flows-import-themselves-alone',
      'flows is the core: it imports no other room, no I/O, and xstate alone.',
      '^flows/',
      {
        pathNot: ['^flows/', ...npm('xstate', 'libphonenumber-js')],
      },
    ),
    never(
      'phone-numbers-are-a-rule',
      'libphonenumber-js is for flows/rules; elsewhere a number is already normalised.',
      { path: '^(flows|devices|kiosk)/', pathNot: '^flows/rules/' },
      { path: npm('libphonenumber-js') },
    ),
    never(
      'devices-know-base-and-ports',
      'A driver implements a port of flows and knows no rule, store or screen.',
      '^devices/',
      {
        path: '^(flows|data|kiosk|central)/',
        pathNot: '^flows/(base|ports)/',
      },
    ),
    never('devices-stay-apart', 'One device folder never imports another, except devices/port.', '^devices/([^/]+)/', {
      path: '^devices/',
      pathNot: ['^devices/$1/', '^devices/port/'],
    }),
    never(
      'data-knows-base-rules-ports',
      'The store implements ports of flows; it knows no flow, device or screen.',
      '^data/',
      {
        path: '^(flows|devices|kiosk|central)/',
        pathNot: '^flows/(base|rules|ports)/',
      },
    ),
    never(
      'pki-is-shared-and-does-no-io',
      'Station and central judge certificates by the same code: no store, no wire, no network in it. What it must fetch is handed to it.',
      '^data/pki/',
      {
        pathNot: ['^data/pki/', '^flows/(base|rules)/', '^(node:)?(crypto|buffer)$'],
      },
    ),
    never(
      'central-shares-shapes-and-rules',
      'Central shares with a station only the wire shapes, the reading of certificates and signatures, base and rules.',
      '^central/',
      {
        path: '^(flows|devices|data|kiosk)/',
        pathNot: ['^flows/(base|rules)/', '^data/(wire|pki)/'],
      },
    ),
    never(
      'central-is-loaded-lazily',
      'A kiosk must start without Fastify and PostgreSQL: central by import() only.',
      '^kiosk/',
      {
        path: '^central/',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'central-is-loaded-by-commands',
      'Only a command, or the wiring of one, starts central or the sandbox.',
      { path: '^kiosk/', pathNot: ['^kiosk/commands/', '^kiosk/wire-[^/]+[.]tsx?$'] },
      { path: '^central/' },
    ),
    never(
      'wire-names-the-concrete',
      'Only kiosk/wire-*.ts names concrete drivers and repositories; others may name their types.',
      { path: '^kiosk/', pathNot: '^kiosk/wire-[^/]+[.]tsx?$' },
      { path: '^(devices|data)/', dependencyTypesNot: ['type-only'] },
    ),
    never(
      'screens-know-flows-alone',
      'A screen is a function of props: flows in, events out. No I/O, no store, no command.',
      '^kiosk/ui/',
      {
        pathNot: [
          '^flows/',
          '^kiosk/ui/',
          '^kiosk/(visit-store|listeners)[.]ts$',
          '^string_decoder$',
          ...npm('ink', 'react', '@types/react', '@xstate/react', 'xstate', 'qrcode-terminal'),
        ],
      },
    ),
    never(
      'rooms-import-no-test',
      'The product never imports the tests or their harness.',
      '^(flows|devices|data|kiosk|central)/',
      {
        path: TESTS,
      },
    ),
    never(
      'product-ships-without-dev-packages',
      'What the product imports is in `dependencies`.',
      '^(flows|devices|data|kiosk|central)/',
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    {
      name: 'no-circles',
      comment: 'Modules that need one another are one thing, or a third is missing. Types may point both ways.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'imports-resolve',
      comment: 'An import that leads nowhere would slip past every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API yet (docs/decisions/0001); swc parses the sources instead.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
