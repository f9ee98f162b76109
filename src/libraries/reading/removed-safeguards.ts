import { REBOUND_NAME, type RemovedSafeguard } from '../../policy/removed-safeguard.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import { guardsOf } from '../../values/guards.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf, type Value } from '../../values/value.ts';
import { SAFEGUARDS } from '../all-libraries.ts';
import type { Safeguard, SafeguardSwitch } from '../safeguard-model.ts';
import { hostComparisonsOf, passesFor } from './host-comparisons.ts';
import { placesOf, type OptionPlace } from './option-places.ts';
import { METHODS_WITH_ORIGIN, methodsPassing, type FindRequest } from './passing-methods.ts';
import { removalOfWrite } from './repair.ts';

/** The port that `Host` and `Origin` leave out (URL, "special scheme"). */
const DEFAULT_PORT = 80;

/** Where code of its own looks at the name that a request was sent to. */
const READS_HOST = /\breq(?:uest)?\.hostname\b|\bheaders\s*(?:\?\.|\.)\s*host\b|["'`]host["'`]|host-validation/i;

/** Where a server listens that only this machine gets to. */
export interface LocalAddress {
  readonly host: string;
  readonly ports: readonly number[];
}

/** A removed safeguard, with the node that removes it. */
export interface SafeguardSite {
  readonly node: Node;
  readonly removed: RemovedSafeguard;
}

/** Every protection that a file gives up. `local` tells the loopback address on which its server answers everyone, where there is one. */
export function removedSafeguardsOf(evaluator: Evaluator, find: FindRequest, local: () => LocalAddress | null): readonly SafeguardSite[] {
  const found: SafeguardSite[] = [];
  for (const safeguard of SAFEGUARDS) {
    for (const one of safeguard.switches) {
      if (!isNamed(one, evaluator.module.text)) continue;
      for (const place of placesOf(one.place, evaluator)) {
        const site = siteOf(safeguard, one, place, () => local()?.host ?? null, evaluator);
        if (site !== null && !found.some(({ node }) => node === site.node)) found.push(site);
      }
    }
  }
  return [...found, ...circularChecks(local, find, evaluator)];
}

/** Checks of a local server's own that compare the sender's name with itself. */
function circularChecks(localOf: () => LocalAddress | null, find: FindRequest, evaluator: Evaluator): readonly SafeguardSite[] {
  const { module } = evaluator;
  const nodes = hostComparisonsOf(evaluator);
  const local = nodes.length === 0 ? null : localOf();
  if (local === null) return [];
  const [port = DEFAULT_PORT, another] = local.ports;
  const host = port === DEFAULT_PORT || another !== undefined ? REBOUND_NAME : `${REBOUND_NAME}:${String(port)}`;
  return nodes.flatMap((node): readonly SafeguardSite[] => {
    // The page asks its own origin: with `GET`, a browser writes no `Origin` then.
    const guards = guardsOf(node, module);
    const request = passesFor(host, node, evaluator) ? find(node, guards, methodsPassing(guards, METHODS_WITH_ORIGIN, evaluator)) : null;
    if (request === null) return [];
    return [{ node, removed: { protects: 'host', how: 'circular', library: '', what: '', text: module.excerpt(node), place: module.placeOf(node), address: local.host, rebound: { ...request, host }, removal: null } }];
  });
}

/** Whether the file has the option's name, or the text that switches it off: most files have neither. */
function isNamed({ place, off, byDefault }: SafeguardSwitch, text: string): boolean {
  if (byDefault === true) return true;
  const name = 'at' in place ? place.at?.split('.').at(-1) : undefined;
  return name === undefined ? off.some((each) => typeof each === 'string' && text.includes(each)) : text.includes(name);
}

function siteOf(safeguard: Safeguard, one: SafeguardSwitch, { whole, value }: OptionPlace, addressOf: () => string | null, evaluator: Evaluator): SafeguardSite | null {
  const { module } = evaluator;
  // What a server of one's own leaves off matters where only this machine gets to it, and nothing else asks for the host.
  const address = one.byDefault === true ? addressOf() : null;
  if (one.byDefault === true && (address === null || READS_HOST.test(module.text))) return null;
  const how = value === null ? (one.byDefault === true ? 'absent' : null) : stateOf(one, value, evaluator);
  const node = value ?? whole;
  if (how === null || !module.owns(node)) return null;
  const property = module.parentOf(node);
  const written = how === 'absent' ? calleeOf(node) : property?.type === 'Property' ? property : whole;
  return {
    node,
    removed: {
      protects: safeguard.protects,
      how,
      library: safeguard.name,
      what: safeguard.what,
      text: module.excerpt(written),
      place: module.placeOf(written),
      address,
      rebound: null,
      removal: how === 'off' && one.byDefault !== true ? removalOfWrite(written, evaluator) : null,
    },
  };
}

function calleeOf(node: Node): Node {
  return node.type === 'NewExpression' ? node.callee : node;
}

/** Whether a value switches the safeguard off, on every way that there is to it. */
function stateOf(one: SafeguardSwitch, node: Node, evaluator: Evaluator): 'off' | 'idle' | null {
  const leaves = [...leavesOf(evaluator.evaluate(node))];
  if (leaves.length > 0 && leaves.every((leaf) => isOff(leaf, one))) return 'off';
  const isOn = leaves.length > 0 && leaves.every((leaf) => leaf.kind === 'constant' && leaf.value === true);
  return isOn && one.needs !== undefined && hasNoList(one.needs, node, evaluator) ? 'idle' : null;
}

function isOff(leaf: Value, { off, element }: SafeguardSwitch): boolean {
  if (leaf.kind === 'constant') return off.some((each) => each === leaf.value);
  return leaf.kind === 'array' && element !== undefined && leaf.elements.some((each) => each.kind === 'constant' && each.value === element);
}

/** Whether none of these options, beside the one at hand, is a list with something in it. */
function hasNoList(names: readonly string[], node: Node, evaluator: Evaluator): boolean {
  const object = [...evaluator.module.ancestorsOf(node)].find((each) => each.type === 'ObjectExpression');
  const options = object === undefined ? null : evaluator.evaluate(object);
  if (options?.kind !== 'object' || !options.complete) return false;
  return names.every((name) => {
    const value = options.properties.get(name)?.value;
    return value === undefined || (value.kind === 'constant' && value.value === undefined) || (value.kind === 'array' && value.complete && value.elements.length === 0);
  });
}
