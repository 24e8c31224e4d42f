import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The dashboard. In development `npx vite` serves it and passes the API on to a running `npm start`. */
export default defineConfig({
  root: 'dashboard',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
