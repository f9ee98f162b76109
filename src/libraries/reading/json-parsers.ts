/**
 * Libraries that parse JSON bodies, and how each is told which media types to take for JSON. Measured with Express 5.3.0,
 * body-parser 2.4.0, koa-bodyparser 4.4.1 and @koa/bodyparser 6.1.0, by sending each a body of every type; a test repeats it.
 */
export const JSON_PARSERS: readonly JsonParser[] = [
  { name: 'express.json', module: /^express$/, exports: ['json'], types: 'type', detects: null, listsOnly: false },
  { name: 'bodyParser.json', module: /^body-parser$/, exports: ['json'], types: 'type', detects: null, listsOnly: false },
  { name: 'koa-bodyparser', module: /^koa-bodyparser$/, exports: [''], types: 'extendTypes.json', detects: 'detectJSON', listsOnly: false },
  { name: '@koa/bodyparser', module: /^@koa\/bodyparser$/, exports: ['', 'bodyParser'], types: 'extendTypes.json', detects: 'detectJSON', listsOnly: true },
];

/** One library's parser of JSON. */
export interface JsonParser {
  /** The name that messages use. */
  readonly name: string;
  readonly module: RegExp;
  /** Exports that make the parser; `''` for the module itself or its default export. */
  readonly exports: readonly string[];
  /**
   * Path of the option that names media types, as `type-is` compares them: a type, `*` for either half of it or for both, an
   * extension such as `text`, a suffix such as `+json`; a function decides by itself.
   */
  readonly types: string;
  /** An option that is a function which decides, whatever the types. */
  readonly detects: string | null;
  /** Whether types that are not in an array are an error at start. */
  readonly listsOnly: boolean;
}

/** What `type-is` makes of names without a slash, of those that stand for media types of forms. */
export const TYPE_IS_NAMES: Readonly<Record<string, string>> = {
  text: 'text/plain',
  txt: 'text/plain',
  urlencoded: 'application/x-www-form-urlencoded',
  multipart: 'multipart/*',
};
