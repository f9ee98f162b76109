import type { SameSiteCookie } from '../../policy/same-site-cookie.ts';
import type { Evaluator } from '../../values/evaluate.ts';
import type { Node } from '../../values/source-module.ts';
import { leavesOf } from '../../values/value.ts';

/** What keeps a cookie back, as options and as the header's attribute (RFC 6265bis, section 5.6.7, `SameSite`). */
const KEPT_BACK = /^(?:lax|strict)$/i;
const ATTRIBUTE = /;\s*samesite=(?:lax|strict)\b/i;

/**
 * The cookies of a file that are for one site: `sameSite: 'lax'` among options that a call is given, as those of
 * `res.cookie` and `express-session`, and `SameSite=Lax` in a text for `Set-Cookie`.
 */
export function sameSiteCookiesOf(evaluator: Evaluator): readonly SameSiteCookie[] {
  const { module } = evaluator;
  const found = (node: Node): SameSiteCookie => ({ place: module.placeOf(node), text: module.excerpt(node) });
  const options = module.nodes('Property').flatMap((property): readonly SameSiteCookie[] => {
    const name = property.key.type === 'Identifier' && !property.computed ? property.key.name : property.key.type === 'Literal' ? property.key.value : null;
    if (name !== 'sameSite' || property.parent.type !== 'ObjectExpression') return [];
    const leaves = [...leavesOf(evaluator.evaluate(property.value))];
    // `true` is strict for the package `cookie`, which Express, Fastify and Koa's sessions write with.
    return leaves.every((leaf) => leaf.kind === 'constant' && (leaf.value === true || (typeof leaf.value === 'string' && KEPT_BACK.test(leaf.value)))) ? [found(property)] : [];
  });
  const texts = [
    ...module.nodes('Literal').filter(({ value }) => typeof value === 'string' && ATTRIBUTE.test(value)),
    ...module.nodes('TemplateLiteral').filter(({ quasis }) => quasis.some(({ value }) => ATTRIBUTE.test(value.raw))),
  ];
  return [...options, ...texts.map(found)];
}
