import './mantine.css'
import '@mantine/notifications/styles.css'
import './app.css'
import { MantineProvider, MantineThemeProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallError } from './call.ts'
import { router } from './routes.tsx'
import { theme } from './theme.ts'
import { Language, useWords } from './words/language.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
setNonce(nonce)

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Asked without a network too: then the page says so, instead of waiting in silence.
      networkMode: 'always',
      staleTime: 30_000,
      // A "no" stays a "no"; only a lost connection is worth another try.
      retry: (count, error) => count < 2 && error instanceof CallError && (error.status === 0 || error.status >= 502),
    },
    // Nothing is kept to be sent later, when nobody looks.
    mutations: { networkMode: 'always' },
  },
})

// The board hangs on a wall: what it shows of today is asked for anew while somebody can see it; mostly "nothing new" is answered.
client.setQueryDefaults(['overview'], {
  refetchInterval: ({ queryKey }) => (queryKey.at(-1) === undefined ? 60_000 : false),
})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={client}>
          <Language>
            <Named>
              <Notifications position="bottom-right" />
              <RouterProvider router={router} />
            </Named>
          </Language>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )

/** Names what the library draws without words of its own, in the language of the page. */
function Named({ children }: { children: ReactNode }) {
  const { common } = useWords()
  const named = { defaultProps: { closeButtonProps: { 'aria-label': common.close } } }
  const eye = { defaultProps: { visibilityToggleButtonProps: { 'aria-label': common.showPassword } } }
  return (
    <MantineThemeProvider theme={{ components: { Notification: named, Modal: named, PasswordInput: eye } }}>
      {children}
    </MantineThemeProvider>
  )
}
