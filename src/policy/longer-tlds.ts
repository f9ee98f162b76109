/**
 * Top-level domains that begin with a shorter one: an origin that continues `https://example.com` without a dot can be
 * someone else's `https://example.community`. From IANA's list (https://data.iana.org/TLD/tlds-alpha-by-domain.txt);
 * for each short one, the longer ones in which anyone can register come first.
 */
export const LONGER_TLDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ai', ['airforce', 'airbus']],
  ['app', ['apple']],
  ['ar', ['art', 'army']],
  ['at', ['attorney']],
  ['au', ['audio', 'auction', 'auto']],
  ['be', ['best', 'beer', 'bet']],
  ['br', ['broker', 'brussels']],
  ['ca', ['cafe', 'camp', 'care', 'cash']],
  ['ch', ['chat', 'cheap', 'church']],
  ['cl', ['cloud', 'click', 'club']],
  ['co', ['com', 'coffee', 'codes', 'college']],
  ['com', ['community', 'company', 'computer', 'comsec']],
  ['de', ['dev', 'design', 'deals']],
  ['es', ['estate', 'esq']],
  ['eu', ['eus']],
  ['fi', ['fit', 'finance', 'film']],
  ['fr', ['frl']],
  ['in', ['info', 'ink', 'inc', 'institute']],
  ['it', ['itv']],
  ['me', ['media', 'men', 'menu']],
  ['net', ['network', 'netbank']],
  ['no', ['now']],
  ['org', ['organic']],
  ['pl', ['plus', 'place']],
  ['pro', ['promo', 'properties', 'productions']],
  ['ru', ['run', 'rugby']],
  ['se', ['services', 'security']],
  ['shop', ['shopping']],
  ['tech', ['technology']],
]);
