/** The options that hold lists, as the models call them. */
export const LIST_FIELDS = ['allowMethods', 'allowHeaders', 'exposeHeaders'] as const;

/** One of {@link LIST_FIELDS}. */
export type ListField = (typeof LIST_FIELDS)[number];

/**
 * What becomes of requests where a text stands in place of a list: the call throws, before a server starts; every
 * preflight fails; every other request fails; or the header is left out.
 */
export type TextForList = 'no-start' | 'no-preflight' | 'no-answer' | 'not-sent';

/** What a library makes of lists and of the maximal age, where it does not send them as they are written. */
export interface SentValues {
  /** A text in place of a list is an error, or is not sent as it is. */
  readonly lists?: 'arrays';
  /** What happens then, where it is the same for every text. */
  readonly texts?: Readonly<Partial<Record<ListField, TextForList>>>;
  /** What the text `'*'` in place of a list means all the same: itself, or the names that the preflight asks for. */
  readonly star?: Readonly<Partial<Record<ListField, 'list' | 'reflected'>>>;
  /** Names of methods are sent in upper case. */
  readonly methods?: 'upper-case';
  /** Whatever is no number is an error as the maximal age, or is not sent. */
  readonly maxAge?: 'numbers';
}
