/** Colours of the picture where the program leaves the choice to the terminal. */
export const THEME = { foreground: '#d7dce5', background: '#12161f' } as const

/** The 16 named colours, in the order of SGR 30–37 and 90–97. */
const NAMED = [
  '#1d2330',
  '#e5737c',
  '#8fc77f',
  '#e3bd6d',
  '#6aa9ee',
  '#c58be0',
  '#5fc3c9',
  '#c9d0dc',
  '#6b7688',
  '#f28b93',
  '#a6dd96',
  '#f2d28a',
  '#8fc1f7',
  '#d9a8f0',
  '#82dbe0',
  '#ffffff',
] as const

/** Gives the colour of an xterm palette index: 0–15 named, 16–231 a 6 × 6 × 6 cube, 232–255 greys. */
export function paletteColour(index: number): string {
  const named = NAMED[index]
  if (named !== undefined) return named
  if (index >= 232) return hex(Array.from({ length: 3 }, () => 8 + (index - 232) * 10))
  const cube = index - 16
  return hex(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => (level === 0 ? 0 : 55 + level * 40)),
  )
}

function hex(channels: number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
