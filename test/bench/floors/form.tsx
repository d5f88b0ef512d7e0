// Floor: eight fields on one full screen, drawn by Ink alone. Argument 1 is Ink's maxFps; Ctrl-C ends it.
import { Box, render, Text, useInput } from 'ink'
import { useEffect, useReducer, useState } from 'react'

const LABELS = ['Số căn cước', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Điện thoại', 'Thư điện tử', 'Nơi ở', 'Ghi chú']

interface FormState {
  readonly focus: number
  readonly values: readonly string[]
}

type FormAction =
  | { readonly kind: 'move'; readonly step: 1 | -1 }
  | { readonly kind: 'erase' }
  | { readonly kind: 'insert'; readonly text: string }

function reduce(state: FormState, action: FormAction): FormState {
  if (action.kind === 'move') return { ...state, focus: (state.focus + action.step + LABELS.length) % LABELS.length }
  const edit = (value: string) => (action.kind === 'erase' ? [...value].slice(0, -1).join('') : value + action.text)
  return { ...state, values: state.values.map((value, at) => (at === state.focus ? edit(value) : value)) }
}

function Form() {
  const [{ focus, values }, act] = useReducer(reduce, { focus: 1, values: LABELS.map(() => '') })
  useInput((input, key) => {
    if (key.tab || key.downArrow) act({ kind: 'move', step: 1 })
    else if (key.upArrow) act({ kind: 'move', step: -1 })
    else if (key.backspace || key.delete) act({ kind: 'erase' })
    else if (input && !key.ctrl && !key.meta && !key.return && !key.escape) act({ kind: 'insert', text: input })
  })
  // Ink sets raw mode in an effect, after the first frame; a key before that would be echoed by the terminal itself.
  const [listens, setListens] = useState(false)
  useEffect(() => setListens(true), [])
  return (
    <Box borderStyle="single" flexDirection="column" width={80} height={24} paddingX={2}>
      <Text bold>Đăng ký tài khoản</Text>
      {LABELS.map((label, at) => (
        <Box key={label} marginTop={1}>
          <Box width={18}>
            <Text color={at === focus ? 'cyan' : ''}>{label}</Text>
          </Box>
          <Text>
            {at === focus ? '▸ ' : '  '}
            {values[at]}
          </Text>
          {at === focus ? <Text inverse> </Text> : null}
        </Box>
      ))}
      <Box flexGrow={1} alignItems="flex-end">
        <Text dimColor>{listens ? 'Tab ô kế tiếp Ctrl-C thoát' : 'Đang mở'}</Text>
      </Box>
    </Box>
  )
}

render(<Form />, { alternateScreen: true, incrementalRendering: true, maxFps: Number(process.argv[2] ?? 120) })
