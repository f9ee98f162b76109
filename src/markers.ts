/**
 * A file without one of these texts holds no CORS policy. Every header of the protocol starts with `Access-Control-`, and
 * nearly every library or option that the models know has `cors` in its name; the others are named one by one. Clients name
 * the mode `no-cors`, or set headers that browsers write alone; servers name media types that they take for JSON.
 */
const MARKERS = /access-control-|cors|createYoga|startStandaloneServer|ApolloServer|socket\.io|AllowedOrigins|allowOrigin|@graphql-yoga|addContentTypeParser|\b(?:type|json):\s*(?:\[[^\]]{0,120})?['"`](?:\*\/\*|text\/(?:plain|\*)|text)['"`]|\btype:\s*\(\)\s*=>\s*true|(?:express|bodyParser)\.text\(|detectJSON|allowedHosts|disableHostCheck|HTTPServerTransport|SSEServerTransport|webSecurity|disable-web-security|setRequestHeader\(\s*['"`](?:origin|host|cookie|referer)\b/i;

/** Whether the text is worth parsing. Tested before anything else, so that other files cost no visitor and no walk. */
export function hasMarkers(text: string): boolean {
  return MARKERS.test(text);
}
