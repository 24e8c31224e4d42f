import { createTheme, Modal } from '@mantine/core'

const system = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PT Sans', sans-serif"

/** Calm, one accent; colour otherwise means the state of a duty. */
export const theme = createTheme({
  fontFamily: system,
  headings: {
    fontFamily: system,
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } },
  },
  primaryColor: 'blue',
  primaryShade: 8,
  defaultRadius: 6,
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  // The heading of a dialog is no banner of the page.
  components: { Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'none' } } } }) },
})
