import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const pacific: MantineColorsTuple = [
  "#e6f4f7",
  "#cfe7ed",
  "#a3d0db",
  "#73b8c8",
  "#4ba3b7",
  "#2d8fa5",
  "#187a91",
  "#0c6377",
  "#0a5060",
  "#073c49",
];
const gray: MantineColorsTuple = [
  "#f4f7f8",
  "#edf2f4",
  "#dde5e9",
  "#c9d4da",
  "#aebcc4",
  "#7d8e97",
  "#61727b",
  "#4a5c66",
  "#293a43",
  "#10212b",
];
const dark: MantineColorsTuple = [
  "#e8eff2",
  "#c8d4da",
  "#a7b8c0",
  "#6d828c",
  "#3a4f59",
  "#263840",
  "#1a2930",
  "#131f25",
  "#0c1418",
  "#070d10",
];

const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif';

/** The list itself scrolls, not a box inside it that no keyboard reaches. */
const searched = {
  defaultProps: { withScrollArea: false },
  styles: { options: { maxHeight: 220, overflowY: "auto", paddingInlineEnd: "var(--combobox-padding)" } },
};

export const theme = createTheme({
  colors: { pacific, gray, dark },
  primaryColor: "pacific",
  primaryShade: 7,
  fontFamily,
  headings: { fontFamily },
  defaultRadius: "md",
  cursorType: "pointer",
  radius: { xs: "4px", sm: "6px", md: "10px", lg: "14px", xl: "20px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  components: { Select: searched, MultiSelect: searched, TagsInput: searched },
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "1rem", lg: "1.125rem", xl: "1.25rem" },
});

const onTokens = {
  "--mantine-color-body": "var(--m-canvas)",
  "--mantine-color-text": "var(--m-ink)",
  "--mantine-color-dimmed": "var(--m-ink-soft)",
  "--mantine-color-placeholder": "var(--m-ink-soft)",
  "--mantine-color-error": "var(--m-bad)",
  "--mantine-color-default": "var(--m-surface)",
  "--mantine-color-default-color": "var(--m-ink)",
  "--mantine-color-default-hover": "var(--m-sunken)",
  "--mantine-color-default-border": "var(--m-line)",
  "--mantine-color-pacific-light": "var(--m-accent-soft)",
  "--mantine-color-pacific-light-color": "var(--m-accent-ink)",
  "--mantine-color-red-light": "var(--m-bad-soft)",
  "--mantine-color-red-light-color": "var(--m-bad)",
  "--mantine-color-red-filled": "#a3241c",
  "--mantine-color-red-filled-hover": "#86190f",
};

/** Mantine's colours follow our tokens, so that both schemes keep the contrast of WCAG AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--input-bd": "var(--m-line-strong)" },
  light: onTokens,
  dark: onTokens,
});
