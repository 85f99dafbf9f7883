/** HTTP contract: asking the operator. Names and units: `README.md`. */
import type { SyncRunStatus, SyncTrigger } from '../names.ts';

/** `POST /kilowatch/buildings/:building/linky/sync` */
export interface SyncRequest {
	/** local dates, `to` not included; without them: all that is missing */
	from?: string | undefined;
	to?: string | undefined;
	devices?: string[] | undefined;
}

export interface SyncAnswer {
	data: { run: string; device: string }[];
}

/** `GET /kilowatch/sync-runs/:run` */
export interface SyncRunAnswer {
	data: SyncRunState & Required<Pick<SyncRunState, 'seconds_left'>>;
}

export interface SyncRunState {
	id: string;
	device: string;
	trigger: SyncTrigger;
	status: SyncRunStatus;
	windows_total: number;
	windows_done: number;
	provider_calls: number;
	rows_written: number;
	started_at: string | null;
	finished_at: string | null;
	/** a queued run waits until then for the operator's limit of calls */
	not_before: string | null;
	/**
	 * what the operator's limits make the windows left take; null before they are known and when the run is finished.
	 * Only in the answer for one run
	 */
	seconds_left?: number | null;
	error_code: string | null;
	error_message: string | null;
}
