import { RECIPES, runRecipes } from './recipes.ts';

// Two files, so that two workers share the recipes.
runRecipes(RECIPES.filter((_, index) => index % 2 === 1));
