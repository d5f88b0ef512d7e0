import { Box, Text } from 'ink'
import { TEXTS } from '../text/texts.ts'

/** Below 80×24: says so in both languages, since nobody can have chosen one by what is readable here. */
export function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  return (
    <Box flexDirection="column" width={columns} height={rows} justifyContent="center" overflow="hidden">
      {[TEXTS.vi, TEXTS.en].flatMap((texts) =>
        texts.tooSmall(columns, rows).map((line) => <Text key={line}>{line}</Text>),
      )}
    </Box>
  )
}
