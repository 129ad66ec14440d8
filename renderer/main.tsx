import { createRoot } from 'react-dom/client'
import './styles/index.css'
import { App } from './app.tsx'
import { connectToCore } from './bridge.ts'
import { tellPlaceOfThisPage } from './features/own-window/tell-place.ts'
import { languageOf } from './first-look.ts'
import { startTexts } from './i18n/setup.ts'
import { PageProvider } from './page-context.tsx'
import { createNumbers, createPageStore } from './page-store.ts'

const language = languageOf(null, document.documentElement, navigator.languages)
document.documentElement.lang = language
await startTexts(language)
const bridge = connectToCore()
tellPlaceOfThisPage(bridge)
const page = { bridge, store: createPageStore(bridge), numbers: createNumbers(bridge) }
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <PageProvider page={page}>
    <App />
  </PageProvider>,
)
