import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];
/** Styles a text for the terminal, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** The caller has decided about colour; Node would ask `process.stdout` again. */
export function createPaint(hasColor: boolean): Paint {
  return hasColor ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}
