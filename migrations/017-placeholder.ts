import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** Stands where another branch has the number's migration, so that the history has no gap; it goes when the two are merged. */
export const placeholder: Migration = {
	number: 17,
	name: 'placeholder',
	up: () => Promise.resolve(),
	down: () => Promise.resolve(),
};
