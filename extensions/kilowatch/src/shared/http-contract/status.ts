/** HTTP contract: how the installation is. Names and units: `README.md`. */
import type { RightsScope, WeatherSource } from '../names.ts';
import type { ProviderState } from './buildings.ts';

/** `GET /kilowatch/status`; who is not admin gets `{data: {ok}}` alone. */
export interface StatusAnswer {
	data: { ok: boolean } & Partial<StatusDetail>;
}

export interface StatusDetail {
	version: string;
	database: DatabaseState;
	/** null before the tables are there, or where the database does not tell it; measured once a minute at most */
	storage: StorageState | null;
	migrations: { applied: number; available: number; error: string | null };
	providers: ProviderState[];
	queue: { queued: number; running: number; workers: number; next_sync_at: string | null };
	weather: WeatherState;
	/** of each API of the configured providers, for all processes together */
	call_limits: CallLimitState[];
	/** of each API that the answering process has called: each process finds out for itself */
	circuits: ApiCircuit[];
	licence: { collections_used: number; collections_allowed: number | null };
	scope: RightsScope;
}

/** Who is asked for outdoor temperatures. */
export interface WeatherState {
	name: WeatherSource;
	configured: boolean;
	/** environment variables it lacks */
	missing: string[];
	/** why it is off until then: where the buildings stand leaves this server, rounded; and free of charge it is for non-commercial use */
	note: 'tells_places';
	/** buildings it has been asked for, those it could not tell the last time, and why the latest of them */
	buildings: number;
	failing: number;
	error_code: string | null;
}

export interface CallLimitState {
	/** `enedis/mesure_synchrone_auto` */
	api: string;
	calls_per_hour: number;
	/** of any sixty minutes, now */
	calls_left: number;
	/** the operator has refused a call, and takes none before then */
	blocked_until: string | null;
}

export interface ApiCircuit {
	/** `enedis/mesure_synchrone_auto` */
	api: string;
	/** `open`: it did not answer several calls on end, and is not called before then; `half_open`: the next call tries it */
	state: 'closed' | 'open' | 'half_open';
	open_until: string | null;
}

export interface DatabaseState {
	engine: 'postgresql';
	version: string;
	timescaledb: string | null;
	edition: 'community' | 'apache' | null;
	hypertable: boolean;
	/** who compresses old chunks: the database's policy, or nobody */
	compression: 'policy' | 'none';
	/** who drops old readings: the database's policy, our job by chunk, or our job by id range */
	retention: 'policy' | 'drop_chunks' | 'delete';
}

/** What readings and days take on the disk, in bytes, indexes included. */
export interface StorageState {
	measured_at: string;
	readings: {
		/** of all chunks, where there are any */
		bytes: number;
		/** as the planner reckons since the table was last analysed, not counted; null: never analysed */
		rows_estimated: number | null;
		/** starts of intervals; null: there is no reading */
		oldest_at: string | null;
		newest_at: string | null;
		/** null: a plain table has none */
		chunks: { total: number; compressed: number } | null;
		/** of the compressed chunks alone; null: nothing is compressed */
		compression: { before_bytes: number; after_bytes: number; ratio: number } | null;
	};
	days: { bytes: number; rows_estimated: number | null };
}
