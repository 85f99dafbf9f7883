import type { Migration } from '../extensions/kilowatch/src/storage/migration.ts';

/** Keeps the number until the migration that has it is merged. */
export const placeholder: Migration = {
	number: 14,
	name: 'placeholder',
	up: () => Promise.resolve(),
	down: () => Promise.resolve(),
};
