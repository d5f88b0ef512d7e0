// Floor: the least an Ink program does before something is on the screen.
import { render, Text } from 'ink'

render(<Text>Xin chào từ Ink</Text>)
