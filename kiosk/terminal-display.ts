import type { Settings } from './settings.ts'
import type { DisplaySettings } from './ui/kiosk-props.ts'

/** How this terminal's screens are drawn. `colourDepth` in bits, as tty.WriteStream.getColorDepth() gives it; NO_COLOR (no-color.org) wins over it. */
export function displayOf(
  settings: Pick<Settings, 'colours' | 'glyphs' | 'letters' | 'contrast' | 'text'>,
  env: NodeJS.ProcessEnv,
  colourDepth: number,
): DisplaySettings {
  return {
    colours: settings.colours === 'auto' ? coloursOf(env, colourDepth) : settings.colours,
    glyphs: settings.glyphs,
    letters: settings.letters,
    contrast: settings.contrast,
    text: settings.text,
  }
}

function coloursOf(env: NodeJS.ProcessEnv, colourDepth: number): DisplaySettings['colours'] {
  if (env.NO_COLOR) return 'none'
  if (colourDepth >= 24) return 'true'
  return colourDepth >= 4 ? '16' : 'none'
}
