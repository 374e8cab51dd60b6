/** The surfaces that coloured words stand on; `app/assets/main.css` has the same values. */
const LIGHT_SURFACE = '#f4f4f5'
const DARK_SURFACE = '#27272a'
/** WCAG 2.2 §1.4.3, ordinary text. */
const READABLE = 4.5

type Rgb = [number, number, number]

const parse = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
const format = (rgb: Rgb) => `#${rgb.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`
const mix = (from: Rgb, to: Rgb, share: number) => from.map((part, i) => part + ((to[i] ?? 0) - part) * share) as Rgb

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map((part) => {
    const s = part / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2.2 contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** The colour nearest to `colour` on the way to `pole` that can be read on `surface`. */
function readable(colour: string, surface: string, pole: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = format(mix(parse(colour), parse(pole), share))
    if (contrast(candidate, surface) >= READABLE) return candidate
  }
  return pole
}

type BrandTheme = ReturnType<typeof newTheme>
/** A server shows the same few colours with every page. */
const themes = new Map<string, BrandTheme>()
const MOST_THEMES = 1_000

/**
 * A tenant's colour as an accent: the fill as it is, with the better of black and white on it (at least 4.58 for any
 * colour), and shades of it that can be read as text on the light and on the dark surface.
 */
export function brandTheme(brandColour: string): BrandTheme {
  const known = themes.get(brandColour)
  if (known) return known
  if (themes.size >= MOST_THEMES) themes.clear()
  const theme = newTheme(brandColour)
  themes.set(brandColour, theme)
  return theme
}

function newTheme(brandColour: string) {
  const fill = /^#[0-9a-f]{6}$/i.test(brandColour) ? brandColour.toLowerCase() : '#1d6b4f'
  return {
    fill,
    onFill: contrast('#ffffff', fill) >= READABLE ? '#ffffff' : '#000000',
    text: readable(fill, LIGHT_SURFACE, '#000000'),
    textOnDark: readable(fill, DARK_SURFACE, '#ffffff'),
  }
}

/** The same as CSS variables for `<html style>`. */
export function brandStyle(brandColour: string): string {
  const { fill, onFill, text, textOnDark } = brandTheme(brandColour)
  return `--brand:${fill};--on-brand:${onFill};--brand-text:${text};--brand-text-dark:${textOnDark}`
}
