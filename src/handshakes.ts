import { socketIo } from './libraries/socket-io.ts';
import { handshakesOf, type HandshakeReading } from './libraries/reading/handshakes.ts';
import { textOption } from './libraries/reading/handshake-servers.ts';
import { readOptions } from './libraries/reading/option-policy.ts';
import type { Surroundings } from './libraries/reading/repair.ts';
import { assumptionOf, type VersionLookup } from './libraries/reading/version-in-use.ts';
import { ORIGIN_HEADER, outcomesOf } from './policy/allow-origin.ts';
import { certainly } from './policy/field.ts';
import type { Handshake } from './policy/handshake.ts';
import { accepts, and, FOR_SOME_REQUEST, type OriginPredicate } from './policy/origin-predicate.ts';
import type { Evidence } from './policy/policy.ts';
import { UNRELATED_ORIGINS } from './policy/witness.ts';
import { authorityOf } from './routes/connection-authority.ts';
import { evidenceOfFile, isLoopbackName, localServer } from './routes/evidence.ts';
import type { Evaluator } from './values/evaluate.ts';
import type { Node } from './values/source-module.ts';

/** The handshakes of the WebSocket servers of a file, `path` being that of the file in its project. */
export function readHandshakes(evaluator: Evaluator, path: string, around: Surroundings, guardOf: (node: Node) => OriginPredicate, versionOf: VersionLookup): readonly Handshake[] {
  const file = evidenceOfFile(path, evaluator);
  if (file?.kind === 'test-code') return [];
  return handshakesOf(evaluator, versionOf).flatMap((reading): Handshake[] => {
    const guard = guardOf(reading.whole);
    if (reading.server !== null && guard.op === 'never') return [];
    return [handshake(reading, file, around, evaluator)];
  });
}

function handshake(reading: HandshakeReading, file: Evidence | null, around: Surroundings, evaluator: Evaluator): Handshake {
  const { module } = evaluator;
  const { library, decides, whole, when, safe, code, server } = reading;
  const place = module.placeOf(module.owns(decides) ? decides : whole);
  const host = server === null ? null : textOption(server, 'host');
  const local: Evidence | null = host !== null && isLoopbackName(host) ? { kind: 'local-server', place, text: host } : localServer(evaluator);
  return {
    site: {
      place,
      whole: module.placeOf(whole),
      library: library.name,
      text: module.excerpt(module.owns(decides) ? decides : whole),
      use: null,
      ...(reading.assumed ? { assumption: assumptionOf(library) } : {}),
    },
    scope: { reach: reading.path === null ? 'unknown' : 'path', paths: reading.path === null ? [] : [reading.path], methods: ['GET'], evidence: file === null ? [] : [file] },
    allowOrigin: { kind: 'echo', when, source: ORIGIN_HEADER, from: { kind: 'written', place, text: module.excerpt(decides) } },
    authority: authorityOf(code, declaredCredentials(reading, evaluator), local, evaluator),
    pretence: reading.pretence,
    repair: { allowList: safe === null ? null : { start: safe.start, end: safe.end, forList: safe.text, forOne: null }, deny: null, credentials: null, vary: null, ...around },
  };
}

/** Socket.IO's `cors` for every site, with credentials: the connections are meant to be trusted by cookies. */
function declaredCredentials({ server, whole }: HandshakeReading, evaluator: Evaluator): Evidence | null {
  const { options, library } = server ?? {};
  const cors = options === undefined || options === null || options === 'unknown' || library?.pretence === undefined ? undefined : options.properties.get(library.pretence);
  if (cors === undefined) return null;
  for (const reading of readOptions(socketIo, cors.value, whole, evaluator)) {
    if (!certainly(reading.credentials, Boolean)) continue;
    const isAny = outcomesOf(reading.allowOrigin).some(({ answer, when, configured }) => (answer.kind === 'any' || answer.kind === 'echo') && !configured && UNRELATED_ORIGINS.every((origin) => accepts(and(when), origin, FOR_SOME_REQUEST) === 'yes'));
    if (isAny) return { kind: 'cookie', place: evaluator.module.placeOf(cors.node), text: 'credentials: true' };
  }
  return null;
}
