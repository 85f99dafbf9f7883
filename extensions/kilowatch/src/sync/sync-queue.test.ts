import { expect, it } from 'vitest';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { Database } from '../storage/database.ts';
import { createSyncQueue } from './sync-queue.ts';
import { createVault } from '../storage/vault/vault.ts';

/** A queue that notes what it is told; what `failing` names fails so many times first. */
function notingQueue(failing: Record<string, number>) {
	const told: string[] = [];
	const note = (step: string) => {
		if ((failing[step] ?? 0) > 0) {
			failing[step] = (failing[step] ?? 0) - 1;
			return Promise.reject(new Error(`${step} broke off`));
		}
		told.push(step);

		return Promise.resolve();
	};
	const queue: JobQueue = {
		start: () => note('start'),
		send: () => note('send'),
		work: (kind) => note(`work ${kind}`),
		schedule: (_kind, key) => note(`schedule ${key}`),
		wake: () => undefined,
		stop: () => Promise.resolve(),
	};
	/** without any run that waits for its job */
	const database: Database = {
		query: () => Promise.resolve({ rows: [], rowCount: 0 }),
		transaction: (work) => note('dispatch').then(() => work(database)),
		session: (work) => work(database),
		close: () => Promise.resolve(),
	};

	return { told, queue, database };
}

function syncQueueOn({ queue, database }: Pick<ReturnType<typeof notingQueue>, 'queue' | 'database'>) {
	return createSyncQueue({
		queue,
		database,
		providers: new Map(),
		now: () => new Date('2026-11-25T12:00:00Z'),
		retentionMonths: { totals: 36, curve: 24 },
		finish: () => Promise.resolve(),
		slice: undefined,
		vault: createVault([]),
		openAccess: () => {
			throw new Error('No meter is asked for here');
		},
		log: () => undefined,
		tell: () => undefined,
		random: () => 0,
		workers: 2,
		cron: '0 2 * * *',
		timeZone: 'Europe/Paris',
		afterNightly: () => Promise.resolve(),
		errands: [],
	});
}

const everyStep = [
	'start',
	'schedule nightly',
	'schedule catch-up-1',
	'schedule catch-up-2',
	'work sync-run',
	'work sync-clock',
	'dispatch',
];

it('starts the queue, its clock and its workers, then sends what waits', async () => {
	const noting = notingQueue({});
	await syncQueueOn(noting).start();
	expect(noting.told).toEqual(everyStep);
});

it.each(everyStep)(
	'begins nothing twice when its start breaks off at "%s" and is tried again',
	async (step) => {
		const noting = notingQueue({ [step]: 1 });
		const syncs = syncQueueOn(noting);
		await expect(syncs.start()).rejects.toThrow(`${step} broke off`);
		await syncs.start();
		expect(noting.told).toEqual(everyStep);
	},
);
