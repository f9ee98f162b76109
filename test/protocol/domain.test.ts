import { expect, it } from 'vitest';
import { isDomainCharacter } from '../../src/protocol/domain.ts';
import { isSerializedOrigin } from '../../src/protocol/origin.ts';

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

it.each(ascii)('the forbidden domain code points are those that no origin can hold: %j', (character) => {
  expect(isDomainCharacter(character)).toBe(isSerializedOrigin(`https://a${character}b.example`));
});

it.each(['', 'ab', 'é'])('%j is not one ASCII character', (text) => {
  expect(isDomainCharacter(text)).toBe(false);
});
