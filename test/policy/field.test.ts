import { describe, expect, it } from 'vitest';
import { certainly, possibly, type Field } from '../../src/policy/field.ts';
import { either, known, notShown, partly } from './place.ts';

describe('what is known of a field', () => {
  it.each<[title: string, field: Field<boolean>, certain: boolean, possible: boolean]>([
    ['known true', known(true), true, true],
    ['known false', known(false), false, false],
    ['true or false', either(true, false), false, true],
    ['true in either case', either(true, true), true, true],
    ['false in either case', either(false, false), false, false],
    ['true, or something that is not shown', partly(true), false, true],
    ['false, or something that is not shown', partly(false), false, false],
    ['not shown', notShown<boolean>(), false, false],
  ])('%s', (_title, field, certain, possible) => {
    expect([certainly(field, Boolean), possibly(field, Boolean)]).toEqual([certain, possible]);
  });
});
