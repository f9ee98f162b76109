/**
 * A file without one of these texts holds no CORS policy: every header of the protocol starts with `Access-Control-`,
 * and every library and framework option that the models know has `cors` in its name.
 */
const MARKERS = /access-control-|cors/i;

/** Whether the text is worth parsing. Tested before anything else, so that other files cost no visitor and no walk. */
export function hasMarkers(text: string): boolean {
  return MARKERS.test(text);
}
