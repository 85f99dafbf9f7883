import type { Api } from './api.ts';
import { describeProgress, type MeterProgress } from './history-progress.ts';

export interface FollowOptions {
	log: (sentence: string) => void;
	isStopping: () => boolean;
	/** milliseconds between two looks, and between two lines about the whole */
	lookEveryMs?: number;
	tellEveryMs?: number;
}

interface Run {
	id: string;
	device: { label: string | null; point_id: string | null };
	status: MeterProgress['status'];
	windows_done: number;
	windows_total: number;
	rows_written: number;
	provider_calls: number;
	error_message: string | null;
}

/** Says how far the first syncs of these meters are, and how each ends; the portfolio can be used all the while. */
export async function followHistory(
	api: Api,
	devices: readonly string[],
	{ log, isStopping, lookEveryMs = 1_000, tellEveryMs = 10_000 }: FollowOptions,
): Promise<void> {
	const told = new Set<string>();
	const startedMs = performance.now();
	let before: number | undefined;
	let tellAtMs = startedMs + tellEveryMs / 2;
	while (told.size < devices.length && !isStopping()) {
		const runs = await readFirstRuns(api, devices).catch((error: unknown) => {
			if (isStopping()) return [];
			throw error;
		});
		for (const run of runs.filter(({ id, status }) => !told.has(id) && !isActive(status))) {
			told.add(run.id);
			log(describeEnd(run));
		}
		const progress = runs.map((run): MeterProgress => ({
			status: run.status,
			windowsDone: run.windows_done,
			windowsTotal: run.windows_total,
		}));
		const windowsDone = progress.reduce((total, run) => total + run.windowsDone, 0);
		before ??= windowsDone;
		const nowMs = performance.now();
		if (nowMs >= tellAtMs && told.size < devices.length) {
			log(describeProgress(progress, (1000 * (windowsDone - before)) / (nowMs - startedMs)));
			tellAtMs = nowMs + tellEveryMs;
		}
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	}
}

/** Each device's first run. */
async function readFirstRuns(api: Api, devices: readonly string[]): Promise<Run[]> {
	const query = new URLSearchParams({
		filter: JSON.stringify({ trigger: { _eq: 'consent' }, device: { _in: devices } }),
		fields:
			'id,device.label,device.point_id,status,windows_done,windows_total,rows_written,provider_calls,error_message',
		sort: 'queued_at',
		limit: '-1',
	});

	return (await api.get<{ data: Run[] }>(`/items/iot_sync_runs?${query.toString()}`)).data;
}

function isActive(status: Run['status']): boolean {
	return status === 'queued' || status === 'running';
}

function describeEnd({ device, status, error_message, rows_written, provider_calls }: Run): string {
	const outcome =
		status === 'succeeded' ? 'its history is there' : `its first sync ${status}: ${error_message}`;

	return `${device.label ?? device.point_id}: ${outcome} (${rows_written} rows, ${provider_calls} calls).`;
}
