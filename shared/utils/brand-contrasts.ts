import { brandTheme, contrast } from './brand-theme'

/** The page itself, in both themes; `app/assets/main.css` has the same values. */
const PAGES = { light: { surface: '#ffffff', words: '#18181b' }, dark: { surface: '#18181b', words: '#f4f4f5' } }
/** WCAG 2.2 §1.4.11: what tells a button from the page. */
const VISIBLE = 3
/** WCAG 2.2 §1.4.3, ordinary text. */
const READABLE = 4.5

export interface BrandContrast {
  what: 'button_light' | 'link_light' | 'button_dark' | 'link_dark'
  /** What it stands on, and the colour of ordinary words there. */
  surface: string
  words: string
  /** A button's own ground, and the colour of the text. */
  fill: string | undefined
  ink: string
  /** 1 to 21: of a link with its surface; of a button with the page, since its text can always be read. */
  ratio: number
  enough: boolean
}

/** How a colour does as button and as link on the light and on the dark page. */
export function brandContrasts(brandColour: string): BrandContrast[] {
  const { fill, onFill, text, textOnDark } = brandTheme(brandColour)
  return (['light', 'dark'] as const).flatMap((theme): BrandContrast[] => {
    const { surface, words } = PAGES[theme]
    const link = theme === 'light' ? text : textOnDark
    const [ofButton, ofLink] = [contrast(fill, surface), contrast(link, surface)]
    return [
      { what: `button_${theme}`, surface, words, fill, ink: onFill, ratio: ofButton, enough: ofButton >= VISIBLE },
      { what: `link_${theme}`, surface, words, fill: undefined, ink: link, ratio: ofLink, enough: ofLink >= READABLE },
    ]
  })
}
