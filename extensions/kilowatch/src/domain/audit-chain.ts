import { entryHash, type ChainedEntry } from './audit-entry.ts';

/** Where a chain begins and ends, as it was kept beside the entries. */
export interface ChainEnds {
	/** the newest entry that retention has taken; 0 and empty while it has taken none */
	anchorNumber: number;
	anchorHash: string;
	/** the newest entry there ever was */
	lastNumber: number;
	lastHash: string;
}

/** What is wrong in a chain, and at which number. */
export interface ChainFault {
	/**
	 * `changed`: it is not what was hashed. `misplaced`: it does not follow the entry before it, so one of them was moved or
	 * replaced. `missing`: from this number to `until`, between others. `cut`: the same, at the chain's end. `replaced`: the
	 * newest entry is not the one that was written last. `added`: nobody has written it, or retention had taken it.
	 */
	kind: 'changed' | 'misplaced' | 'missing' | 'cut' | 'replaced' | 'added';
	number: number;
	/** of `missing` and `cut`: the last number that is not there */
	until?: number;
}

/** An entry as it is read back. */
export type StoredEntry = ChainedEntry & { hash: string };

/** Follows one chain from its beginning, an entry at a time, and keeps nothing but the entry before. */
export interface ChainWalk {
	/** the faults that the next entry shows; entries come by rising numbers */
	next(entry: StoredEntry): ChainFault[];
	/** the faults that show when no more entries come */
	end(): ChainFault[];
}

/** @param ends `undefined` for a chain that nobody has begun: each of its entries is `added` */
export function walkChain(ends: ChainEnds | undefined): ChainWalk {
	let number = ends?.anchorNumber ?? 0;
	let hash = ends?.anchorHash ?? '';

	return {
		next(entry) {
			if (!ends || entry.number <= ends.anchorNumber || entry.number > ends.lastNumber) {
				return [{ kind: 'added', number: entry.number }];
			}
			const faults: ChainFault[] = [];
			if (entry.number > number + 1) {
				// What the missing ones ended with is not known, so this one is believed of what it followed.
				faults.push({ kind: 'missing', number: number + 1, until: entry.number - 1 });
			} else if (entry.previousHash !== hash) {
				faults.push({ kind: 'misplaced', number: entry.number });
			}
			if (entryHash(entry) !== entry.hash) faults.push({ kind: 'changed', number: entry.number });
			({ number, hash } = entry);

			return faults;
		},

		end() {
			if (!ends) return [];
			if (number < ends.lastNumber) return [{ kind: 'cut', number: number + 1, until: ends.lastNumber }];

			return hash === ends.lastHash ? [] : [{ kind: 'replaced', number }];
		},
	};
}
