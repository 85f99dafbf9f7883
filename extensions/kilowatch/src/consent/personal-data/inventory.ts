/** A table that can hold something of a meter, and what becomes of that. */
interface StoredPlace {
	/** with its schema where that is not Directus' own */
	table: string;
	/** the part of the export that has it, `null` where it has nothing of the holder's that is not elsewhere */
	exportedAs: string | null;
	/**
	 * How an erasure leaves it. `deleted`: the meter's rows are gone; `forgotten`: and so are its names in others' rows;
	 * `kept`: nothing in it says which meter it was.
	 */
	erased: 'deleted' | 'forgotten' | 'kept';
	/** what stands there */
	holds: string;
}

function place(
	table: string,
	exportedAs: StoredPlace['exportedAs'],
	erased: StoredPlace['erased'],
	holds: string,
): StoredPlace {
	return { table, exportedAs, erased, holds };
}

const internal = (
	table: string,
	exportedAs: StoredPlace['exportedAs'],
	erased: StoredPlace['erased'],
	holds: string,
) => place(`kilowatch_internal.${table}`, exportedAs, erased, holds);

const jobs = (table: string, erased: StoredPlace['erased'], holds: string) =>
	place(`kilowatch_jobs.${table}`, null, erased, holds);

/**
 * Every table that can hold a meter's data, in the order of the export. A test holds it against the schema: a table that is
 * not in it, and so may have been forgotten by the export or the erasure, makes it fail.
 */
export const inventory: readonly StoredPlace[] = [
	place('iot_devices', 'device', 'deleted', 'the meter and what its contract says'),
	place('buildings', 'building', 'kept', 'where it stands; nothing of it is the meter’s'),
	place('iot_channels', 'channels', 'deleted', 'what it measures'),
	place('iot_consents', 'consents', 'deleted', 'what was allowed, until when, and what proves it'),
	internal(
		'oauth_transactions',
		'consents_under_way',
		'deleted',
		'a holder on the way to the operator; hashes',
	),
	internal('waiting_consents', 'consents_under_way', 'deleted', 'a consent whose meter is yet to be named'),
	internal('consent_notices', 'messages', 'deleted', 'of what people were told, and when'),
	internal('invitations', 'invitations', 'deleted', 'links to the holder’s page; hashes'),
	place('iot_sync_runs', 'sync_runs', 'deleted', 'each pass of the sync and its outcome'),
	place('iot_alerts', 'alerts', 'deleted', 'what was found out about its consumption'),
	internal('alert_details', 'alert_details', 'deleted', 'what an alert would tell that is finer than a day'),
	internal('alert_notices', 'alert_messages', 'deleted', 'of which alerts people were told, and when'),
	place('iot_reports', 'reports', 'deleted', 'reports that counted it, with their files'),
	internal('report_devices', 'reports', 'deleted', 'which report counted which meter'),
	internal('erasures', 'erasure', 'deleted', 'that it is being erased'),
	internal(
		'audit_keys',
		'audit',
		'deleted',
		'which chain of the log is its own, and the key of the names in it',
	),
	place('directus_comments', 'comments', 'deleted', 'what people wrote about it'),
	place('directus_revisions', 'changes', 'forgotten', 'what it was before somebody changed it'),
	place('directus_activity', 'changes', 'deleted', 'who changed it, and when'),
	place('iot_daily', 'days', 'deleted', 'its days'),
	place('iot_readings', 'readings', 'deleted', 'its readings'),

	place('directus_notifications', null, 'forgotten', 'messages to people that name it'),
	place('directus_versions', null, 'deleted', 'drafts of changes'),
	place('directus_shares', null, 'deleted', 'pages of it that were shared'),
	internal('vault', null, 'deleted', 'sealed credentials, which say nothing of anybody'),
	internal('alert_due', null, 'deleted', 'that it is to be judged again'),
	internal('alert_series', null, 'deleted', 'how far its kept hours reach'),
	internal('alert_hours', null, 'deleted', 'sums of its readings by the hour, for the rules of alerts'),
	internal('forecasts', null, 'deleted', 'what its building was forecast to use, made from its days'),
	internal('kept_series', null, 'deleted', 'copies of its readings, for long looks at them'),
	internal('run_queue', null, 'deleted', 'what is left to do of a run'),
	jobs('job', 'deleted', 'the runs’ jobs'),

	place('buildings_viewers', null, 'kept', 'who sees which building'),
	place('iot_advice', null, 'kept', 'advice about a building; nothing of one meter'),

	internal('revocations', null, 'kept', 'what is yet to be revoked at an operator; under nobody’s name'),
	internal('erased_consents', null, 'kept', 'the proof, under a keyed hash'),
	internal('audit_chains', null, 'kept', 'where each chain of the log ends'),
	internal('call_limits', null, 'kept', 'calls to operators, all meters together'),
	internal('call_minutes', null, 'kept', 'calls to operators, all meters together'),
	internal('temperatures', null, 'kept', 'how warm it was outside; nothing of a meter'),
	internal('weather_places', null, 'kept', 'where the weather is asked for: the building’s place, rounded'),
	internal('install', null, 'kept', 'what the migrations found'),
	internal('migrations', null, 'kept', 'which of them ran'),
	internal('settings', null, 'kept', 'settings of the portfolio'),
	jobs('queue', 'kept', 'kinds of jobs'),
	jobs('queue_stats', 'kept', 'how many jobs there were'),
	jobs('schedule', 'kept', 'what happens at which hour'),
	jobs('job_dependency', 'kept', 'jobs that wait for others; we send none'),
	jobs('subscription', 'kept', 'events that begin jobs; we have none'),
	jobs('warning', 'kept', 'what the job library found slow; kinds of jobs'),
	jobs('instance', 'kept', 'processes'),
	jobs('bam', 'kept', 'the job library’s own migrations'),
	jobs('version', 'kept', 'the job library’s own migrations'),
];
