import { defineConfig } from 'vitest/config';
import { fontPlugin } from './extensions/kilowatch/extension.config.js';
import LongestFirst from './scripts/testing/longest-first.ts';

/** Fast and pure first; what needs a database, a server or a browser is a project of its own. */
export default defineConfig({
	test: {
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				plugins: [fontPlugin()],
				test: {
					name: 'unit',
					// Vitest leaves a core to others, which of two is half of the machine.
					maxWorkers: '100%',
					include: [
						'extensions/kilowatch/src/**/*.test.ts',
						'migrations/**/*.test.ts',
						'sandbox/**/*.test.ts',
						'scripts/**/*.test.ts',
						'test/bench/**/*.test.ts',
						'test/evaluation/**/*.test.ts',
						'test/providers/**/*.test.ts',
					],
				},
			},
			{
				plugins: [fontPlugin()],
				test: {
					name: 'integration',
					globalSetup: 'test/support/bootstrapped-database.ts',
					include: ['test/integration/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					// Some of them hold paces, limits and deadlines against the clock.
					fileParallelism: false,
				},
			},
			{
				test: {
					name: 'chaos',
					include: ['test/chaos/**/*.test.ts'],
					testTimeout: 180_000,
					hookTimeout: 60_000,
					// Each starts several processes, and what another one does to the machine is not theirs.
					fileParallelism: false,
				},
			},
			{
				test: {
					name: 'e2e',
					globalSetup: 'test/support/bootstrapped-database.ts',
					include: ['test/e2e/**/*.test.ts'],
					testTimeout: 120_000,
					hookTimeout: 240_000,
					// They wait as much as they compute, and each has a server and a database of its own.
					maxWorkers: 2,
				},
			},
			{
				test: {
					name: 'browser',
					globalSetup: 'test/support/bootstrapped-database.ts',
					include: ['test/browser/**/*.test.ts'],
					testTimeout: 180_000,
					hookTimeout: 300_000,
					fileParallelism: false,
				},
			},
		],
	},
});
