import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeUpHours } from '../../extensions/kilowatch/src/domain/alerts/hours.fixture.ts';
import { rootFolder } from '../../scripts/paths.ts';
import { readHourlyFile } from './hourly-file.ts';
import { eventKinds } from './inject-events.ts';
import { plainSettings, scoreRules, usualSettings } from './score-rules.ts';
import { formatScores, percentOf, shortfalls } from './score-table.ts';

/** Real buildings stand beside the repository or nowhere: they are under a licence of their own. */
const realBuildings = path.join(rootFolder, '../shared/data/buildings_hourly_kwh.csv.gz');

const everyBuilding = () => true;

describe('the rules, on made-up buildings with events', () => {
	const buildings = [1, 2, 3, 4].map((seed) => ({
		building: `made-up ${seed}`,
		hours: madeUpHours({ days: 730, seed, noise: 0.1 }),
	}));
	const score = (settings: typeof usualSettings) => ({
		name: 'made-up',
		...scoreRules(buildings, everyBuilding, { settings, seeds: [1, 2], context: {} }),
	});
	const ours = score(usualSettings);

	test('reach the goal, with a tenth of the false alarms that are allowed', () => {
		expect(shortfalls(ours, 'goal')).toEqual([]);
		expect(ours.control.falseEpisodes).toBeLessThanOrEqual(4);
	});

	test('find nights and spikes that the plain rule misses', () => {
		const plain = score(plainSettings);
		for (const kind of ['night-base', 'spike'] as const) {
			expect(percentOf(ours.injected, kind)).toBeGreaterThan((percentOf(plain.injected, kind) ?? 0) + 15);
		}
	});

	test('are told in a table, and what is missed in sentences', () => {
		const table = formatScores([ours]);
		expect(table.split('\n')).toHaveLength(5);
		expect(table).toContain('| must | 55 | 56 | 75 | 64 | 95 | 95 | 95 | 95 | ≤ 1.5 / 1.5 |');
		const nothing = {
			...ours,
			injected: {
				...ours.injected,
				kinds: new Map(eventKinds.map((kind) => [kind, { events: 2, hits: 0, byChance: 0 }])),
				falseEpisodes: 1000,
			},
		};
		expect(shortfalls(nothing, 'must')).toHaveLength(9);
		expect(shortfalls(nothing, 'must')[0]).toBe('made-up: day-surge 0.0 of 55 %');
	});
});

describe.skipIf(!existsSync(realBuildings))(
	`the rules, on real buildings with events (skipped without ${path.basename(realBuildings)})`,
	() => {
		test.each([
			['held out', false],
			['tuned on', true],
		])(
			'reach what they must on buildings %s',
			async (name, isTuned) => {
				const buildings = await readHourlyFile(realBuildings);
				const counts = (building: string) => /^(Cockatoo|Fox)/.test(building) === isTuned;
				const score = scoreRules(buildings, counts, { settings: usualSettings, seeds: [1, 2], context: {} });

				expect(shortfalls({ name, ...score }, 'must')).toEqual([]);
			},
			120_000,
		);
	},
);
