import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { walkChain, type ChainEnds, type ChainFault, type StoredEntry } from './audit-chain.ts';
import { entryHash, type ChainedEntry } from './audit-entry.ts';

const untouched: ChainEnds = { anchorNumber: 0, anchorHash: '', lastNumber: 0, lastHash: '' };

/** A chain as it is written, entry by entry, and where it ends. */
function write(count: number): { entries: StoredEntry[]; ends: ChainEnds } {
	const entries: StoredEntry[] = [];
	let previousHash = '';
	for (let number = 1; number <= count; number += 1) {
		entries.push(
			hashed({
				chain: 'c',
				number,
				at: `2026-11-23T12:00:00.${String(number).padStart(6, '0')}Z`,
				actor: 'system',
				action: 'secret.rotated',
				purpose: 'security',
				details: { rotated: number },
				previousHash,
			}),
		);
		previousHash = entries.at(-1)?.hash ?? '';
	}

	return { entries, ends: { ...untouched, lastNumber: count, lastHash: previousHash } };
}

function hashed(entry: ChainedEntry): StoredEntry {
	return { ...entry, hash: entryHash(entry) };
}

function faultsOf(entries: readonly StoredEntry[], ends: ChainEnds | undefined): ChainFault[] {
	const walk = walkChain(ends);

	return [...entries.flatMap((entry) => walk.next(entry)), ...walk.end()];
}

function at(entries: readonly StoredEntry[], number: number): StoredEntry {
	const entry = entries[number - 1];
	if (!entry) throw new Error(`There is no entry ${number}`);

	return entry;
}

describe('a chain', () => {
	const { entries, ends } = write(9);

	test('that was only written has no fault, and neither has an empty one', () => {
		expect(faultsOf(entries, ends)).toEqual([]);
		expect(faultsOf([], untouched)).toEqual([]);
	});

	test('goes on from where retention has cut it', () => {
		const { hash } = at(entries, 4);
		const anchored = { ...ends, anchorNumber: 4, anchorHash: hash };
		expect(faultsOf(entries.slice(4), anchored)).toEqual([]);
		expect(faultsOf([], { ...anchored, anchorNumber: 9 })).toEqual([{ kind: 'replaced', number: 9 }]);
		expect(faultsOf([], { ...ends, anchorNumber: 9, anchorHash: ends.lastHash })).toEqual([]);
		expect(faultsOf(entries.slice(3), anchored)).toEqual([{ kind: 'added', number: 4 }]);
		expect(faultsOf(entries.slice(5), anchored)).toEqual([{ kind: 'missing', number: 5, until: 5 }]);
		expect(faultsOf(entries.slice(4), { ...anchored, anchorHash: 'x' })).toEqual([
			{ kind: 'misplaced', number: 5 },
		]);
	});

	test('shows every changed entry, whatever was changed in it', () => {
		const change = fc.constantFrom<Partial<StoredEntry>>(
			{ at: '2026-11-23T12:00:01.000000Z' },
			{ actor: 'command' },
			{ action: 'data.erased' },
			{ purpose: null },
			{ details: {} },
			{ chain: 'd' },
			{ hash: 'x' },
		);
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 9 }), change, (number, changes) => {
				const tampered = entries.with(number - 1, { ...at(entries, number), ...changes });
				expect(faultsOf(tampered, ends)).toContainEqual({ kind: 'changed', number });
			}),
		);
	});

	test('shows entries that were taken out, in the middle and at the end', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (gone) => {
				const faults = faultsOf(
					entries.filter(({ number }) => !gone.includes(number)),
					ends,
				);
				const named = faults.flatMap(({ kind, number, until = number }) => {
					expect(['missing', 'cut']).toContain(kind);

					return Array.from({ length: until - number + 1 }, (_, index) => number + index);
				});
				expect(named).toEqual(gone.toSorted((one, other) => one - other));
				expect(faults.some(({ kind }) => kind === 'cut')).toBe(gone.includes(9));
			}),
		);
	});

	test('shows two entries that changed places', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 2 }), (pair) => {
				const [one = 0, other = 0] = pair;
				const swapped = entries
					.with(one - 1, { ...at(entries, other), number: one })
					.with(other - 1, { ...at(entries, one), number: other });
				for (const number of pair) {
					expect(faultsOf(swapped, ends)).toContainEqual({ kind: 'misplaced', number });
				}
			}),
		);
	});

	test('shows an entry that was replaced together with its hash', () => {
		const replaced = (number: number) =>
			entries.with(number - 1, hashed({ ...at(entries, number), details: { rotated: 0 } }));
		expect(faultsOf(replaced(5), ends)).toEqual([{ kind: 'misplaced', number: 6 }]);
		expect(faultsOf(replaced(9), ends)).toEqual([{ kind: 'replaced', number: 9 }]);
	});

	test('shows what nobody has written', () => {
		expect(faultsOf(entries, { ...ends, lastNumber: 8, lastHash: at(entries, 8).hash })).toEqual([
			{ kind: 'added', number: 9 },
		]);
		expect(faultsOf(entries.slice(0, 2), undefined)).toEqual([
			{ kind: 'added', number: 1 },
			{ kind: 'added', number: 2 },
		]);
	});
});
