import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Share } from './enedis/shares.ts';
import { readShares, writeShares } from './state-file.ts';

const share: Share = {
	autorisationId: 123_456_789,
	pointId: '09775542606818',
	startDate: '2026-11-23',
	endDate: '2029-11-23',
	isDeleted: false,
	emptyListsLeft: 1,
};

describe('the state file', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kilowatch-sandbox-'))));
	afterEach(() => rmSync(folder, { recursive: true }));

	it('gives back what was written, in a folder that it makes', () => {
		const path = join(folder, 'deeper', 'state.json');
		expect(readShares(path)).toEqual([]);
		writeShares(path, [share]);
		expect(readShares(path)).toEqual([share]);
		writeShares(path, []);
		expect(readShares(path)).toEqual([]);
	});

	it('is refused when it is something else', () => {
		const path = join(folder, 'state.json');
		writeFileSync(path, '{"shares":[{"pointId":1}]}');
		expect(() => readShares(path)).toThrow(/state\.json is not a state file of the sandbox/);
	});
});
