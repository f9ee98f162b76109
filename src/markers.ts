/** Headers, options and packages: where one of these is, a policy can be. */
const POLICY = /access-control-|cors|AllowedOrigins|allowOrigin|createYoga|GraphQLServer|@graphql-yoga|startStandaloneServer|ApolloServer|socket\.io|fastify[/-]autoload/i;

/**
 * A file without one of these texts holds no CORS policy. Every header of the protocol starts with `Access-Control-`, and
 * nearly every library or option that the models know has `cors` in its name; the others are named one by one. Clients name
 * the mode `no-cors`, or set headers that browsers write alone; servers name media types that they take for JSON. WebSocket servers
 * answer without any of them.
 */
const MARKERS: readonly RegExp[] = [
  POLICY,
  // Protections that options switch off.
  /allowedHosts|disableHostCheck|HTTPServerTransport|SSEServerTransport|webSecurity|disable-web-security/i,
  // WebSocket servers.
  /WebSocketServer|WebSocket\.Server|handleUpgrade|upgradeWebSocket|WebSocketPair|verifyClient|allowRequest|WebSocketGateway|engine\.io|express-ws|fastify[/-]websocket|['"`]ws['"`]|server\.upgrade\(/i,
  // Requests with headers that browsers write alone.
  /setRequestHeader\(\s*['"`](?:origin|host|cookie|referer)\b/i,
  // Headers beside CORS, and answers that are scripts.
  /cross-origin-(?:resource|embedder|opener)-policy|timing-allow-origin|permitted-?cross-?domain-?policies|crossOrigin(?:Resource|Embedder|Opener)Policy|\.jsonp\(|quer(?:y|ystring|yStringParameters)\b[^;\n]{0,60}\b(?:callback|jsonp|cb)\b|searchParams\.get\(\s*['"`](?:callback|jsonp|cb)\b|\b(?:callback|jsonp|cb)\b[^;\n]{0,60}\bquery\b/i,
  // What takes JSON for another media type.
  /addContentTypeParser|(?:express|bodyParser)\.text\(|detectJSON/i,
];

/** Media types of forms, or all: one of a parser's options, and of much else, so that only a file that names a parser is worth parsing for it. */
const FORM_TYPE = /\b(?:type|json):\s*(?:\[[^\]]{0,120})?['"`](?:\*\/\*|text\/(?:plain|\*)|text)['"`]|\btype:\s*\(\)\s*=>\s*true/i;
const BODY_PARSER = /express|body-?parser/i;

/** A request's `Origin` or `Referer` that is read as a header, where the file also says who somebody is, or asks for the host. */
const READS_ORIGIN = /headers?\b(?:\(\))?(?:\s*\??\.\s*(?:get\s*\(\s*['"`])?|\s*(?:\?\.)?\[\s*['"`]|\s*\(\s*['"`])(?:origin|referr?er)\b|\bget(?:Request)?(?:Header)?\(\s*(?:\w+,\s*)?['"`](?:origin|referr?er)['"`]|\b(?:origin|referr?er)\b[^{}]{0,200}\}\s*=\s*[\w.]{0,40}headers\b/i;
const BELIEVES = /\b(?:is_?)?(?:admin|authenticated|authori[sz]ed|logged_?in|trusted|internal|staff|privileged)\b|\b(?:user|role|principal|identity)\b|token|session|api[-_]?key|auth|verify|\bhost\b/i;

function search(text: string): boolean {
  return MARKERS.some((marker) => marker.test(text)) || (BODY_PARSER.test(text) && FORM_TYPE.test(text)) || (READS_ORIGIN.test(text) && BELIEVES.test(text));
}

/**
 * Whether the text is worth parsing. Tested before anything else, so that other files cost no visitor and no walk. Every
 * rule asks of the same text, one after the other: the last answer is kept.
 */
export function hasMarkers(text: string): boolean {
  if (text !== last.text) last = { text, has: search(text) };
  return last.has;
}

let last = { text: '', has: false };

/** What a text says, before it is parsed, about the part that its file has in a project. */
export interface FileTraits {
  /** Can hold a policy that other files use. */
  readonly definesPolicy: boolean;
  /** Names something that sends requests. */
  readonly sends: boolean;
  /** Makes a client of its own, for other files to send with. */
  readonly makesClient: boolean;
  /** Calls methods that such clients have. */
  readonly callsClient: boolean;
  /** Makes an application, a server, or the handler that a platform calls. */
  readonly makesServer: boolean;
}

const SENDS = /fetch\s*\(|axios|\bky\b|XMLHttpRequest|\.ajax\s*\(|\$\.(?:get|post|getJSON)\s*\(/i;
const MAKES_CLIENT = /\b(?:axios|ky)\w*\s*\.\s*(?:create|extend)\b/i;
const CALLS_CLIENT = /\.\s*(?:get|post|put|patch|delete|request)\s*[(<]/;
const MAKES_SERVER = /\.listen\s*\(|express\s*\(|[fF]astify\s*\(|polka\s*\(|createServer|createAdaptorServer|\bserve\s*\(|NestFactory|new\s+(?:Koa|Hono|OpenAPIHono|Elysia|Application|App)\b|restify|export\s+default\s*\{\s*(?:async\s+)?fetch\b/;

/** Reads the traits of a text. */
export function traitsOf(text: string): FileTraits {
  const sends = SENDS.test(text);
  return { definesPolicy: POLICY.test(text), sends, makesClient: sends && MAKES_CLIENT.test(text), callsClient: CALLS_CLIENT.test(text), makesServer: MAKES_SERVER.test(text) };
}
