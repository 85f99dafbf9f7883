/** Processes killed in the middle of their work cost time and nothing else; `npm run chaos` does it longer. */
import { expect, test } from 'vitest';
import { runCampaign } from './campaign.ts';
import { shortHistory } from './scene.ts';

test('what is stored after three kills is what an undisturbed sync stores', async () => {
	const result = await runCampaign({
		kills: 3,
		processes: 3,
		seed: 7,
		meters: 8,
		heartbeatSeconds: 10,
		pauseMs: { shortest: 1_000, longest: 4_000 },
		callsPerSecond: 5,
		limitMs: 90_000,
		history: shortHistory,
		log: () => undefined,
	});

	expect(result.differences.slice(0, 10)).toEqual([]);
	expect(result.rows).toBeGreaterThan(8 * 60 * 48);
	expect(result.takeovers).toBeGreaterThanOrEqual(3);
	expect(result.runs).toEqual({ succeeded: 8 });
});
