import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The neutrals of the dark tokens: Mantine takes inputs, menus and borders from these. */
const dark: MantineColorsTuple = [
  '#e9eaec',
  '#b0b4bc',
  '#8f949e',
  '#6b707a',
  '#454a54',
  '#21242a',
  '#1e2026',
  '#191b20',
  '#121418',
  '#0d0e11',
];

/** The accent as Mantine's ten shades; components read the tokens below, so only filled states use these. */
const accent: MantineColorsTuple = [
  '#eef0fd',
  '#e3e5fa',
  '#c4c8f3',
  '#98a2ff',
  '#7f8af0',
  '#6470de',
  '#5460d2',
  '#4450c4',
  '#3a45ad',
  '#2f3890',
];

/** Filled accents carry the ink that the tokens pair with them: Mantine would pick one ink for both designs. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled' || (input.color !== undefined && input.color !== 'accent')) return colors;
  return { ...colors, background: 'var(--accent)', hover: 'color-mix(in srgb, var(--accent) 88%, var(--text))', color: 'var(--on-accent)' };
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: variantColors,
  colors: { accent, dark },
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-data)',
  fontSizes: { xs: '11.5px', sm: '12.5px', md: '13px', lg: '14px', xl: '16px' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '5px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily: 'var(--font-text)', fontWeight: '620' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: {
      defaultProps: { openDelay: 250, withArrow: true, multiline: true, maw: 340, events: { hover: true, focus: true, touch: true } },
    },
    Popover: { defaultProps: { shadow: 'md' } },
    Menu: { defaultProps: { shadow: 'md' } },
  },
});

/** Joins Mantine's own variables to the tokens, so both draw the same surfaces. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-gray-light-color': 'var(--text-dim)',
    '--mantine-color-accent-light': 'var(--accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--accent-soft)',
    '--mantine-color-accent-light-color': 'var(--accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
